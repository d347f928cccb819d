// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.element.ResolvedElements;
import dev.dib.hook.HookTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.codehaus.plexus.util.FileUtils;

/** Merges the hooks, commands and files of all elements into one tree, target/dib/hooks. */
@Mojo(name = "hooks", defaultPhase = LifecyclePhase.PROCESS_RESOURCES, threadSafe = true)
public class HooksMojo extends ImageMojo {

    @Override
    void run() throws IOException {
        HookTree tree = HookTree.of(ResolvedElements.read(directories().resolvedElements()));
        Path hooks = directories().hooks();
        Path unfinished = hooks.resolveSibling("hooks.part");
        FileUtils.deleteDirectory(unfinished.toFile());
        tree.writeTo(unfinished);
        FileUtils.deleteDirectory(hooks.toFile());
        Files.move(unfinished, hooks);
    }
}
