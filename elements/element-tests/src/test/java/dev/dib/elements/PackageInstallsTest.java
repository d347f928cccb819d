// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageInstallsTest {

    @TempDir
    private Path temporary;

    private Folder commands;
    private Folder hooks;

    @BeforeEach
    void mergeHooks() throws Exception {
        commands = new Folder(temporary.resolve("bin"));
        commands.merge(Elements.content("package-installs").resolve("bin"));
        commands.merge(Elements.content("pkg-map").resolve("bin"));
        commands.recorder("install-packages");
        hooks = new Folder(temporary.resolve("in_target.d"));
        hooks.merge(Elements.content("package-installs"));
    }

    @ParameterizedTest
    @CsvSource({
        "pre-install.d/10-package-installs, pre-install.d, install, ''",
        "pre-install.d/99-package-uninstalls, pre-install.d, uninstall, '-e '",
        "install.d/01-package-installs, install.d, install, ''",
        "install.d/99-package-uninstalls, install.d, uninstall, '-e '",
        "post-install.d/00-package-installs, post-install.d, install, ''",
        "post-install.d/95-package-uninstalls, post-install.d, uninstall, '-e '",
    })
    void installsEverythingInOneCall(String hook, String phase, String list, String option) throws Exception {
        hooks.write(
                "dib-decisions/package-installs/" + phase + "/" + list,
                "base\tiscsi\topen-iscsi\nvm\tboot\tgrub-pc grub-efi\nvm\tnothing\t\nx\tgrub-pc\tgrub-pc\n");
        Run.Result result = run(hook);
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(commands.calls()).isEqualTo("install-packages " + option + "open-iscsi grub-pc grub-efi\n");
        assertThat(result.output()).contains("vm: boot -> grub-pc grub-efi", "vm: nothing -> (nothing)");
    }

    @Test
    void callsNobodyForNothing() throws Exception {
        assertThat(run("install.d/01-package-installs").status()).isZero();
        assertThat(run("install.d/99-package-uninstalls").status()).isZero();
        assertThat(commands.calls()).isEmpty();
    }

    @Test
    void failsAsThePackageManagerDoes() throws Exception {
        commands.script("install-packages", "#!/bin/sh\nexit 100\n");
        hooks.write("dib-decisions/package-installs/install.d/install", "a\tb\tb\n");
        assertThat(run("install.d/01-package-installs").status()).isEqualTo(100);
    }

    @Test
    void readsTheOldFormInTheSameCall() throws Exception {
        hooks.write("dib-decisions/package-installs/install.d/install", "new\tcurl\tcurl\n");
        hooks.write("install.d/package-installs-old", "# comment\n\ngit\n-gcc\ncurl");
        hooks.write("maps/old", "{\"distro\": {\"debian\": {\"gcc\": \"gcc-12 cpp\"}}}");
        assertThat(run("install.d/01-package-installs").status()).isZero();
        assertThat(run("install.d/99-package-uninstalls").status()).isZero();
        assertThat(commands.calls())
                .isEqualTo("install-packages curl git gcc-12 cpp\ninstall-packages -e gcc-12 cpp\n");
    }

    @Test
    void theOldCommandsStillWork() throws Exception {
        Path folder = hooks.write("files/package-installs-old", "git\n-gcc\n").getParent();
        assertThat(command("package-installs", "-d", folder.toString()).status())
                .isZero();
        assertThat(command("package-uninstalls", "-d", folder.toString()).status())
                .isZero();
        assertThat(commands.calls()).isEqualTo("install-packages git gcc\ninstall-packages -e gcc\n");
        assertThat(command("package-installs").status()).isEqualTo(1);
    }

    @Test
    void refusesAnotherPhase() throws Exception {
        assertThat(command("package-installs-v2", "--phase", "finalise.d").status())
                .isEqualTo(1);
        assertThat(command("package-installs-v2").status()).isEqualTo(1);
    }

    private Run.Result run(String hook) throws Exception {
        return environment(Run.of(hooks.path().resolve(hook))).run();
    }

    private Run.Result command(String name, String... arguments) throws Exception {
        Object[] command = new Object[arguments.length + 1];
        command[0] = commands.path().resolve(name);
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return environment(Run.of(command)).run();
    }

    private Run environment(Run run) {
        return run.commandsIn(commands.path())
                .with("DISTRO_NAME", "debian")
                .with("PKG_MAP_DIR", hooks.path().resolve("maps"));
    }
}
