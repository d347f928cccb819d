// SPDX-License-Identifier: Apache-2.0
package dev.dib.image.request;

import dev.dib.problem.Problems;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The variables of a build: those of the caller that a hook may see, and over them those of the pom. Variables of
 * diskimage-builder mean what they mean there, so that a job that sets them need not be rewritten; a parameter of the pom comes
 * before them.
 *
 * @param ofPom the {@code environment} of the pom
 * @param ofCaller the part of the caller's environment that passes
 */
public record Variables(Map<String, String> ofPom, Map<String, String> ofCaller) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /**
     * What passes from the caller: what elements of diskimage-builder read. Nothing else of the caller's environment reaches a
     * hook: it would make the image depend on who builds.
     */
    private static final Pattern PASSES = Pattern.compile("(DIB|REG|GENTOO|IPA)_[A-Za-z0-9_]*"
            + "|(http|https|ftp|no|all)_proxy|(HTTP|HTTPS|FTP|NO|ALL)_PROXY"
            + "|ARCH|ELEMENTS_PATH|SKIP_BASE|RAMDISK_ELEMENT|FS_TYPE|ROOT_LABEL|MAX_ONLINE_RESIZE|ACI_MANIFEST|TMP_DIR"
            + "|break|break_cmd|break_outside_target"
            + "|BASE_IMAGE_FILE|BASE_IMAGE_TAR|SHA256SUMS|SUBRELEASE_REGEXP|YUM|YUM_FLAGS|SIGNED_BY"
            + "|NO_SOURCE_REPOSITORIES");

    public Variables {
        ofPom = Map.copyOf(ofPom);
        ofCaller = ofCaller.entrySet().stream()
                .filter(entry -> PASSES.matcher(entry.getKey()).matches())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** All of them, by name. */
    public Map<String, String> all() {
        Map<String, String> all = new TreeMap<>(ofCaller);
        all.putAll(ofPom);
        return all;
    }

    /** What was said: by a parameter of the pom or, if that is blank, by a variable; nothing if that is blank too. */
    Optional<Said> said(String parameter, String value, String variable) {
        return said(parameter, value).or(() -> said(variable));
    }

    /** What a variable says. */
    Optional<Said> said(String variable) {
        String where = ofPom.containsKey(variable) ? "environment." + variable : variable + " of the caller";
        return said(where, all().get(variable), true);
    }

    /** What a parameter says; nothing if it is blank. */
    static Optional<Said> said(String parameter, String value) {
        return said(parameter, value, false);
    }

    private static Optional<Said> said(String subject, String text, boolean isVariable) {
        return text == null || text.isBlank() ? Optional.empty() : Optional.of(new Said(subject, text, isVariable));
    }

    /** The text of what was said, for goals that need no more. */
    public Optional<String> text(String parameter, String value, String variable) {
        return said(parameter, value, variable).map(Said::text);
    }

    void check(Problems problems) {
        ofPom.keySet().stream()
                .sorted()
                .filter(name -> !NAME.matcher(name).matches())
                .forEach(name -> problems.add(
                        "environment", "'" + name + "' is no name of a variable", "use letters, digits and _"));
    }
}
