// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.inventory.Leak;
import dev.dib.inventory.PublishedFiles;
import dev.dib.inventory.SecretScan;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks for the values of secrets in the tree, and ends the build if there are some. */
record FindSecrets() implements Step {

    /** What is named of a secret that is everywhere. */
    private static final int MOST = 20;

    @Override
    public String name() {
        return "";
    }

    @Override
    public void run(Build build) throws IOException, InterruptedException {
        Map<String, String> sought = build.secrets()
                .secrets()
                .sought(build.image().secrets().allowed().keySet());
        List<Leak> leaks = SecretScan.scan(build.sandbox(), build.scratch().tree(), sought);
        if (leaks.isEmpty()) {
            return;
        }
        // long texts have many words: what everybody can read in a package is nobody's secret
        Set<String> published = PublishedFiles.among(
                build.sandbox(),
                build.scratch().tree(),
                leaks.stream().map(Leak::file).distinct().toList());
        List<Problem> problems = leaks.stream()
                .filter(leak -> !published.contains(leak.file()))
                .limit(MOST)
                .map(leak -> problem(leak, build))
                .toList();
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
    }

    private static Problem problem(Leak leak, Build build) {
        String element = build.marks()
                .elementAt(leak.changed())
                .filter(name -> !name.isEmpty())
                .map(name -> ", written by a hook of element '" + name + "'")
                .orElse("");
        return new Problem(
                leak.file(),
                "would take the secret " + leak.variable() + " into the image" + element,
                "keep it out, or name it in secretsInImage with the reason why it may be there");
    }
}
