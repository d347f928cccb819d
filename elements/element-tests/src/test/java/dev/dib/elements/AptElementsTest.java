// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** apt-sources, apt-conf, apt-preferences: hooks that run on the host and write into the root tree; and install-packages. */
class AptElementsTest {

    private static final String SOURCES = "apt-sources/src/main/element/extra-data.d/99-override-default-apt-sources";
    private static final String CONF = "apt-conf/src/main/element/extra-data.d/99-override-default-apt-conf";
    private static final String PINS = "apt-preferences/src/main/element/extra-data.d/99-set-apt-package-pins";

    @TempDir
    private Path temporary;

    private Folder tree;
    private Folder host;

    @BeforeEach
    void makeTree() throws Exception {
        tree = new Folder(Files.createDirectories(temporary.resolve("tree")));
        host = new Folder(Files.createDirectories(temporary.resolve("host")));
        Files.createDirectories(tree.path().resolve("etc/apt/sources.list.d"));
    }

    @Test
    void replacesThePackageSourcesOfTheBaseSystem() throws Exception {
        for (String name : List.of("default.list", "security.list", "debian.sources", "kubernetes.list")) {
            tree.write("etc/apt/sources.list.d/" + name, "deb old\n");
        }
        Path file = host.write("my sources", "deb http://mirror bookworm main\n");
        Run.Result result = hook(SOURCES).with("DIB_APT_SOURCES", file).run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(tree.path().resolve("etc/apt/sources.list")).hasContent("deb http://mirror bookworm main\n");
        assertThat(sourceFiles()).containsExactly("kubernetes.list");
    }

    @Test
    void takesSourcesInTheNewerFormAndKeepsThoseOfTheCaller() throws Exception {
        tree.write("etc/apt/sources.list", "deb old\n");
        tree.write("etc/apt/sources.list.d/default.list", "deb of the caller\n");
        Path file = host.write("new", "Types: deb\nURIs: http://mirror\n");
        Run.Result result = hook(SOURCES)
                .with("DIB_APT_SOURCES", file)
                .with("DIB_APT_SOURCES_CONF", "default:deb of the caller")
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(tree.path().resolve("etc/apt/sources.list")).doesNotExist();
        assertThat(sourceFiles()).containsExactly("default.list", "dib.sources");
    }

    @ParameterizedTest
    @CsvSource({SOURCES + ", DIB_APT_SOURCES", CONF + ", DIB_APT_CONF", PINS + ", DIB_DPKG_MANIFEST"})
    void doesNothingWithoutAFileAndFailsWithoutTheFileThatIsNamed(String hook, String variable) throws Exception {
        Run.Result unset = hook(hook).run();
        assertThat(unset.status()).as(unset.errors()).isZero();
        assertThat(unset.output()).contains(variable + " is not set");
        Run.Result missing = hook(hook).with(variable, "/nowhere/file").run();
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.errors()).contains(variable).contains("/nowhere/file");
        assertThat(tree.path().resolve("etc/apt")).isDirectoryNotContaining("glob:**/{apt.conf,preferences,*.list}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void letsTheAptOfTheImageReadItsSettings(boolean readable) throws Exception {
        tree.script("usr/bin/apt-config", "");
        host.script("bin/chroot", "#!/bin/sh\n[ \"$2 $3\" = 'apt-config dump' ] && " + readable + "\n");
        Path file = host.write("apt.conf", "APT::Get::Assume-Yes \"true\";\n");
        Run.Result result = hook(CONF)
                .with("DIB_APT_CONF", file)
                .commandsIn(host.path().resolve("bin"))
                .run();
        assertThat(result.status()).as(result.errors()).isEqualTo(readable ? 0 : 1);
        assertThat(result.errors().contains("apt cannot read DIB_APT_CONF")).isNotEqualTo(readable);
        assertThat(tree.path().resolve("etc/apt/apt.conf")).hasSameTextualContentAs(file);
    }

    @Test
    void pinsTheVersionsOfAManifest() throws Exception {
        Path manifest = host.write("manifest", """
                {"packages": [
                    {"package": "adduser", "arch": "all", "version": "3.134", "status": "ii "},
                    {"package": "libc6:amd64", "arch": "amd64", "version": "2.36-9+deb12u10", "status": "ii "},
                    {"version": "1:1.0~rc1", "package": "turned", "status": "hi "}, {
                      "package" :
                        "gone", "version": "1", "status": "rc "}
                ]}
                """);
        Run.Result result = hook(PINS).with("DIB_DPKG_MANIFEST", manifest).run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.output()).contains("pinned 3 packages");
        assertThat(tree.path().resolve("etc/apt/preferences")).hasContent("""
                Package: adduser
                Pin: version 3.134
                Pin-Priority: 1001

                Package: libc6:amd64
                Pin: version 2.36-9+deb12u10
                Pin-Priority: 1001

                Package: turned
                Pin: version 1:1.0~rc1
                Pin-Priority: 1001

                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"packages\": []}|there is no package in",
                "not JSON|there is no package in",
                "[{\"package\": \"a\"}]|has a package without name or version",
                "[{\"package\": \"A b\", \"version\": \"1\"}]|has a package without name or version"
            })
    void refusesWhatIsNoManifest(String content, String message) throws Exception {
        Path manifest = host.write("manifest", content);
        Run.Result result = hook(PINS).with("DIB_DPKG_MANIFEST", manifest).run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains(message);
        assertThat(tree.path().resolve("etc/apt/preferences")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "'ln -sfn /nowhere/stub-resolv.conf resolv.conf', nameserver 192.0.2.1, /nowhere/stub-resolv.conf",
        "'true', nameserver 192.0.2.1, "
    })
    void keepsTheNameServersOfTheBuild(String ofThePackage, String resolver, String link) throws Exception {
        Path file = host.write("etc/resolv.conf", "nameserver 192.0.2.1\n");
        host.write("etc/.resolv.conf.systemd-resolved.bak", "nameserver 192.0.2.1\n");
        host.script("bin/apt-get", "#!/bin/sh\nset -e\necho \"$*\"\ncd '" + file.getParent() + "'\n" + ofThePackage);
        Run.Result result = Run.of(Elements.file("dpkg", "bin/install-packages"), "systemd-resolved")
                .with("INSTALL_PACKAGES_RESOLV_CONF", file)
                .commandsIn(host.path().resolve("bin"))
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.output()).endsWith("install systemd-resolved\n");
        assertThat(file).isRegularFile().hasContent(resolver + "\n");
        Path kept = file.resolveSibling("resolv.conf.ORIG");
        assertThat(Files.isSymbolicLink(kept)).isEqualTo(link != null);
        if (link != null) {
            assertThat(Files.readSymbolicLink(kept)).hasToString(link);
            assertThat(file.resolveSibling(".resolv.conf.systemd-resolved.bak")).doesNotExist();
        }
    }

    private Run hook(String path) {
        return Run.of(Elements.modules().resolve(path)).with("TMP_MOUNT_PATH", tree.path());
    }

    private List<String> sourceFiles() throws Exception {
        try (Stream<Path> files = Files.list(tree.path().resolve("etc/apt/sources.list.d"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
