// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallTypesTest {

    @TempDir
    private Path hooks;

    private Folder folder;

    @BeforeEach
    void writeScripts() throws Exception {
        folder = new Folder(hooks);
        folder.script("install.d/my-agent-source-install/50-agent", "");
        folder.script("install.d/my-agent-package-install/51-agent", "");
        folder.script("install.d/other-source-install/60-other", "");
        folder.script("install.d/other-repo-install/61-other", "");
    }

    @Test
    void linksTheChosenTypes() throws Exception {
        Run hook = hook().with("DIB_INSTALLTYPE_my_agent", "package").with("DIB_INSTALLTYPE_unknown", "package");
        assertThat(hook.run().status()).isZero();
        assertThat(hook.run().status()).as("once more").isZero();
        assertThat(hooks.resolve("install.d/51-agent")).isSymbolicLink();
        assertThat(Files.readSymbolicLink(hooks.resolve("install.d/51-agent")))
                .as("holds in the image, too")
                .isEqualTo(Path.of("my-agent-package-install/51-agent"));
        assertThat(hooks.resolve("install.d/60-other")).exists();
        assertThat(hooks.resolve("install.d/50-agent")).doesNotExist();
        assertThat(hooks.resolve("install.d/61-other")).doesNotExist();
    }

    @Test
    void hasADefault() throws Exception {
        assertThat(hook().with("DIB_DEFAULT_INSTALLTYPE", "repo").run().status())
                .isZero();
        assertThat(hooks.resolve("install.d/61-other")).exists();
        assertThat(hooks.resolve("install.d/50-agent")).doesNotExist();
    }

    @Test
    void refusesTwoScriptsOfOneName() throws Exception {
        folder.script("install.d/60-other", "");
        Run.Result result = hook().run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("other-source-install/60-other");
    }

    @Test
    void isContentWithNothing(@TempDir Path empty) throws Exception {
        assertThat(Run.of(script()).with("TMP_HOOKS_PATH", empty).run().status())
                .isZero();
    }

    private Run hook() {
        return Run.of(script()).with("TMP_HOOKS_PATH", hooks);
    }

    private static Path script() {
        return Elements.file("install-types", "extra-data.d/99-enable-install-types");
    }
}
