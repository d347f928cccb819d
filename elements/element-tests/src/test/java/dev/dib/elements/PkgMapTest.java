// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PkgMapTest {

    private static final String TSV = """
            default\t\ta\tdef-a
            default\t\tb\tdef-b
            default\t\tnone\t
            family\tredhat\ta\tfam-a
            family\tdebian\tb\tfam-b1 fam-b2
            distro\tdebian\ta\tdeb-a
            distro\tgentoo\ta\tapp/a
            release\tdebian/bookworm\ta\tbook-a
            release\tcentos/8\ta\teight-a
            release\tcentos/9-stream\ta\tnine-a
            """;
    private static final String JSON = """
            {
              "default": {"a": "def-a", "b": "def-b", "none": ""},
              "family": {"redhat": {"a": "fam-a"}, "debian": {"b": "fam-b1 fam-b2"}, "suse": {}},
              "distro": {"debian": {"a": "deb-a"}, "gentoo": {"a": "app\\/a"}},
              "release": {"debian": {"bookworm": {"a": "book-a"}},
                          "centos": {"8": {"a": "eight-a"}, "9-stream": {"a": "nine-a"}}}
            }
            """;

    @TempDir
    private Path maps;

    @BeforeEach
    void writeMaps() throws Exception {
        Folder folder = new Folder(maps);
        folder.write("lines", "not read, because there is a .tsv");
        folder.write("lines.tsv", TSV);
        folder.write("json", JSON);
        folder.write("broken", "{\"default\": [\"a\"]}");
        folder.write("cut", "{\"default\": {\"a\": \"b\"}");
    }

    @ParameterizedTest(name = "{0} -> status {1}, {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--distro ubuntu a b                          | 0 | def-a,fam-b1 fam-b2",
                "--distro debian a                            | 0 | deb-a",
                "--distro debian --release bookworm a b       | 0 | book-a,fam-b1 fam-b2",
                "--distro debian --release sid a              | 0 | deb-a",
                "--distro centos --release 8-stream a         | 0 | eight-a",
                "--distro centos --release 9-stream a         | 0 | nine-a",
                "--distro centos --release 9 a                | 0 | fam-a",
                "--distro centos7 a                           | 0 | fam-a",
                "--distro rhel7 a                             | 0 | fam-a",
                "--distro rocky a                             | 0 | fam-a",
                "--distro gentoo a                            | 0 | app/a",
                "--distro=debian --prefix=- a b               | 0 | -deb-a,-fam-b1 fam-b2",
                "--distro debian none                         | 0 | ''",
                "--distro debian none a                       | 0 | deb-a",
                "--distro debian                              | 0 | ''",
                "--distro debian unknown                      | 1 | ''",
                "--distro debian a unknown                    | 1 | deb-a",
                "--distro debian --missing-ok unknown a       | 0 | unknown,deb-a",
                "--distro debian --missing-ok --prefix - x    | 0 | -x",
                "--distro debian --frobnicate a               | 1 | ''",
                "--distro                                     | 1 | ''",
                "a                                            | 1 | ''",
            })
    void mapsNames(String arguments, int status, String lines) throws Exception {
        for (String element : new String[] {"lines", "json"}) {
            Run.Result result = pkgMap(("--element " + element + " " + arguments).split(" +"));
            assertThat(result.status()).as(element + ": " + result.errors()).isEqualTo(status);
            assertThat(String.join(",", result.lines())).as(element).isEqualTo(lines);
        }
    }

    @Test
    void takesDistributionAndReleaseFromTheEnvironment() throws Exception {
        Run.Result result = Run.of(Elements.file("pkg-map", "bin/pkg-map"), "--element", "lines", "a")
                .with("PKG_MAP_DIR", maps)
                .with("DISTRO_NAME", "debian")
                .with("DIB_RELEASE", "bookworm")
                .run();
        assertThat(result.output()).isEqualTo("book-a\n");
    }

    @Test
    void tellsAMissingMapFromAMissingName() throws Exception {
        assertThat(pkgMap("--element", "nowhere", "--distro", "debian", "a").status())
                .isEqualTo(2);
        Run.Result result = pkgMap("--element", "nowhere", "--distro", "debian", "--missing-ok", "a", "b");
        assertThat(result.status()).isZero();
        assertThat(result.lines()).containsExactly("a", "b");
    }

    @Test
    void refusesAMapThatIsNone() throws Exception {
        assertThat(pkgMap("--element", "broken", "--distro", "debian", "a").status())
                .isEqualTo(1);
        assertThat(pkgMap("--element", "cut", "--distro", "debian", "a").status())
                .isEqualTo(1);
    }

    @Test
    void readsAnyFileButNotTwoMaps() throws Exception {
        assertThat(pkgMap("--pkg-map", maps.resolve("json").toString(), "--distro", "debian", "a")
                        .output())
                .isEqualTo("deb-a\n");
        assertThat(pkgMap("--pkg-map", "x", "--element", "y", "--distro", "debian", "a")
                        .status())
                .isEqualTo(1);
        assertThat(pkgMap("--distro", "debian", "a").status()).isEqualTo(1);
    }

    @Test
    void installsTheMapsThatTheBuildHasRead(@TempDir Path build) throws Exception {
        Folder hooks = new Folder(build.resolve("hooks"));
        hooks.write("dib-decisions/pkg-map/one.json", "{}");
        hooks.write("dib-decisions/pkg-map/one.tsv", "default\t\ta\tb\n");
        Run.Result result = Run.of(Elements.file("pkg-map", "extra-data.d/10-create-pkg-map-dir"))
                .with("TMP_HOOKS_PATH", hooks.path())
                .with("TMP_MOUNT_PATH", build.resolve("mnt"))
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(build.resolve("mnt/usr/share/pkg-map/one")).hasContent("{}");
        assertThat(Files.readString(build.resolve("mnt/usr/share/pkg-map/one.tsv")))
                .isEqualTo("default\t\ta\tb\n");
    }

    private Run.Result pkgMap(String... arguments) throws Exception {
        Object[] command = new Object[arguments.length + 1];
        command[0] = Elements.file("pkg-map", "bin/pkg-map");
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return Run.of(command).with("PKG_MAP_DIR", maps).run();
    }
}
