// SPDX-License-Identifier: Apache-2.0
package dev.dib.test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A file, folder or link is there, and is as expected.
 *
 * @param mode permission bits; not looked at if absent
 * @param owner name or number of its owner
 * @param group name or number of its group
 * @param content to be found in its text, with {@code ^} and {@code $} at ends of lines; of a link, its whole target
 */
public record FileAssertion(
        String name,
        String path,
        Kind kind,
        OptionalInt mode,
        Optional<String> owner,
        Optional<String> group,
        Optional<Pattern> content)
        implements Assertion {

    /** What can be expected. */
    public enum Kind {
        FILE(FileFacts.Kind.FILE),
        DIRECTORY(FileFacts.Kind.DIRECTORY),
        LINK(FileFacts.Kind.LINK);

        private final FileFacts.Kind fact;

        Kind(FileFacts.Kind fact) {
            this.fact = fact;
        }

        @Override
        public String toString() {
            return fact.toString();
        }
    }

    @Override
    public Optional<String> problem(TreeProbe tree) throws IOException, InterruptedException {
        Optional<FileFacts> found = kind == Kind.LINK ? tree.fileOrLink(path) : tree.file(path);
        if (found.isEmpty()) {
            return Optional.of(path + " is not there");
        }
        FileFacts file = found.get();
        if (file.kind() != kind.fact) {
            return Optional.of(path + " is " + file.kind() + ", not " + kind);
        }
        List<String> problems = new ArrayList<>();
        if (mode.isPresent() && mode.getAsInt() != file.mode()) {
            problems.add(path + " has the mode %04o, not %04o".formatted(file.mode(), mode.getAsInt()));
        }
        checkId(owner, "owner", file.uid(), tree.name("/etc/passwd", file.uid()), problems);
        checkId(group, "group", file.gid(), tree.name("/etc/group", file.gid()), problems);
        if (content.isPresent()) {
            checkContent(tree, file, problems);
        }
        return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
    }

    private void checkId(
            Optional<String> wanted, String what, int number, Optional<String> name, List<String> problems) {
        boolean wrong = wanted.isPresent() && !wanted.get().equals(String.valueOf(number)) && !wanted.equals(name);
        if (wrong) {
            problems.add(path + " has the " + what + " "
                    + name.map(it -> it + " (" + number + ")").orElse("" + number) + ", not " + wanted.get());
        }
    }

    private void checkContent(TreeProbe tree, FileFacts file, List<String> problems)
            throws IOException, InterruptedException {
        if (kind == Kind.LINK) {
            if (!content.get().matcher(file.target()).matches()) {
                problems.add(path + " leads to '" + file.target() + "'");
            }
            return;
        }
        Optional<String> text = tree.text(file);
        if (text.isEmpty()) {
            problems.add(path + " is too large to be compared: " + file.size() + " bytes");
        } else if (!content.get().matcher(text.get()).find()) {
            problems.add("'" + content.get() + "' is not found in " + path + ", which is:\n" + Texts.start(text.get()));
        }
    }
}
