// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.format.Choice;
import dev.dib.format.ContainerName;
import dev.dib.format.Format;
import dev.dib.format.FormatJob;
import dev.dib.format.ImageFacts;
import dev.dib.format.TreeArchive;
import dev.dib.format.compress.Codec;
import dev.dib.format.compress.Compression;
import dev.dib.format.compress.Workers;
import dev.dib.format.request.Formats;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.Commands;
import dev.dib.sandbox.HostCommands;
import dev.dib.sandbox.Sandbox;
import dev.dib.sandbox.SandboxSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every format of trees holds the tree, as tools of others unpack it, and is the same twice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TreeFormatsTest {

    private static final Commands HOST = new HostCommands();
    private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);

    private static final String TREE = """
            set -eu
            umask 022
            mkdir "$1"
            cd "$1"
            mkdir -p bin etc empty 'odd names' var/tmp long
            chmod 1777 var/tmp
            chown 0:50 etc
            chmod 2755 etc
            echo tool > bin/tool
            chown 42:43 bin/tool
            chmod 4755 bin/tool
            setcap cap_net_raw+ep bin/tool
            ln bin/tool bin/a-hard-link
            ln bin/tool etc/z-hard-link
            ln -s ../bin/tool etc/link
            ln -s /absolute/target etc/absolute
            mkfifo var/fifo
            : > etc/nothing
            echo blank > 'odd names/with blank'
            echo utf > 'odd names/\\303\\274'
            printf 'latin' > "odd names/$(printf 'latin\\351')"
            printf 'line' > "odd names/$(printf 'new\\nline')"
            echo long > "long/$(printf '%0200d' 1)"
            ln -s "$(printf '%0150d' 2)" long/link
            head -c 300000 /dev/zero | tr '\\0' a > text
            head -c 3000000 /dev/urandom > noise
            truncate -s 2M sparse
            echo end >> sparse
            echo own > own
            chown 65534:1000 own
            chmod 600 own
            chmod 750 .
            chown 7:8 .
            find . -exec touch -h -d @1600000000 {} +
            """;

    /** What {@link #LIST} prints of it: mode, owner, number of names, time, type, size, name, what a link leads to, checksum. */
    private static final String LIST = """
            set -eu
            cd "$1"
            LC_ALL=C find . -printf '%M %U:%G %Ts %y %p %l\\n' | LC_ALL=C sort
            find . -type f ! -links 1 -printf '%n %p\\n' | LC_ALL=C sort
            find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
            """;

    private Path folder;
    private Sandbox sandbox;
    private Path archive;
    private List<String> content;

    @BeforeAll
    void makeTree(@TempDir Path place) throws Exception {
        folder = place;
        sandbox = Sandbox.open(SandboxSpec.of(folder.resolve("sandbox")));
        Path tree = sandbox.scratch().resolve("tree");
        run(TREE, tree);
        archive = folder.resolve("tree.tar");
        new TreeArchive(sandbox, Optional.of(TIME)).write(tree, archive);
        content = run(LIST, tree);
        assertThat(content).hasSizeGreaterThan(30);
    }

    @AfterAll
    void close() throws Exception {
        sandbox.close();
    }

    record Kind(String word, Compression compression) {

        Format format() {
            return Formats.of(word).orElseThrow();
        }

        @Override
        public String toString() {
            return word + " " + compression.codec().word();
        }
    }

    static Stream<Kind> kinds() {
        return Formats.ALL.stream()
                .filter(format -> format.source() == dev.dib.format.Source.TREE)
                .flatMap(format -> format.codecs().isEmpty()
                        ? Stream.of(new Kind(format.word(), Compression.NONE))
                        : format.codecs().stream().map(codec -> new Kind(format.word(), Compression.of(codec))));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void holdsTheTree(Kind kind) throws Exception {
        Path file = write(kind, 1);
        Path out = sandbox.scratch().resolve("out-" + file.getFileName());
        run("mkdir \"$1\"", out);
        unpack(kind, file, out);
        List<String> found = run(LIST, kind.word().equals("aci") ? out.resolve("rootfs") : out);
        assertThat(found).isEqualTo(content);
        boolean hasAttributes = !kind.word().equals("cpio") && !kind.word().equals("erofs");
        if (hasAttributes) { // fsck.erofs unpacks none: see below
            Path root = kind.word().equals("aci") ? out.resolve("rootfs") : out;
            assertThat(sandbox.lines(Command.of("getcap", root + "/bin/tool", root + "/etc/z-hard-link")))
                    .hasSize(2)
                    .allMatch(line -> line.endsWith("cap_net_raw=ep"));
        }
        sandbox.check(Command.of("rm", "-rf", out.toString()));

        Path again = write(kind, 3);
        assertThat(Files.mismatch(file, again))
                .as("first byte that differs in a second file")
                .isEqualTo(-1);
    }

    private Path write(Kind kind, int processors) throws Exception {
        var choice = new Choice(
                kind.compression(), Map.of(), new ContainerName("example.com/team/machine", "1.0"), Optional.empty());
        Path to = folder.resolve(kind.word() + "-" + kind.compression().codec() + processors + ".image");
        try (var workers = new Workers(processors)) {
            var facts = new ImageFacts("machine", "1.0", "amd64", Optional.of(TIME));
            kind.format().write(new FormatJob(archive, to, folder.resolve("scratch"), choice, facts, workers));
        }
        return to;
    }

    private void unpack(Kind kind, Path file, Path out) throws Exception {
        String tar = "tar -x -C \"$1\" --xattrs --xattrs-include='*' --same-owner -p --numeric-owner -f ";
        switch (kind.word()) {
            case "tar", "tgz", "tar.zst", "aci" -> {
                String decompress = switch (kind.compression().codec()) {
                    case ZLIB -> "gzip -dc \"$2\"";
                    case ZSTD -> "zstd -dcq \"$2\"";
                    default -> "cat \"$2\"";
                };
                run(decompress + " | " + tar + "-", out, file);
            }
            case "squashfs" -> run("unsquashfs -quiet -no-progress -force -dest \"$1\" \"$2\"", out, file);
            case "erofs" -> run("fsck.erofs --extract=\"$1\" --overwrite --preserve \"$2\"", out, file);
            case "cpio" -> {
                String decompress = switch (kind.compression().codec()) {
                    case ZLIB -> "gzip -dc \"$2\"";
                    case ZSTD -> "zstd -dcq \"$2\"";
                    default -> "cat \"$2\"";
                };
                run(decompress + " | (cd \"$1\" && cpio --extract --quiet --preserve-modification-time)", out, file);
            }
            case "docker" -> unpackContainer("docker-archive:" + file, out);
            case "oci" -> unpackContainer("oci-archive:" + file, out);
            default -> throw new IllegalStateException(kind.word());
        }
    }

    /** skopeo checks every digest when it copies. */
    private void unpackContainer(String image, Path out) throws Exception {
        Path plain = sandbox.scratch().resolve("plain");
        run("skopeo --insecure-policy copy --quiet --dest-decompress \"$1\" \"dir:$2\"", image, plain);
        run("""
                layer=$(sed 's/.*"layers":\\[[^]]*"digest":"sha256:\\([0-9a-f]*\\)".*/\\1/' "$2/manifest.json" | tr -d '\\n')
                tar -x -C "$1" --xattrs --xattrs-include='*' --same-owner -p --numeric-owner -f "$2/$layer"
                rm -r "$2"
                """, out, plain);
    }

    @Test
    void containersTellWhatTheyAre() throws Exception {
        Path docker = write(new Kind("docker", Compression.of(Codec.ZLIB)), 2);
        Path oci = write(new Kind("oci", Compression.of(Codec.ZLIB)), 2);
        String inspected = String.join("", HOST.lines(Command.of("skopeo", "inspect", "docker-archive:" + docker)));
        assertThat(inspected).contains("\"Architecture\": \"amd64\"", "\"Os\": \"linux\"", "2023-11-14T22:13:20Z");
        assertThat(String.join("", HOST.lines(Command.of("skopeo", "list-tags", "docker-archive:" + docker))))
                .contains("example.com/team/machine:1.0");
        assertThat(String.join("", HOST.lines(Command.of("skopeo", "inspect", "oci-archive:" + oci + ":1.0"))))
                .contains("\"Architecture\": \"amd64\"");
    }

    @Test
    void anAciHasAManifest() throws Exception {
        Path aci = write(new Kind("aci", Compression.of(Codec.ZLIB)), 2);
        List<String> manifest = HOST.lines(Command.of("tar", "-xzOf", aci.toString(), "manifest"));
        assertThat(String.join("", manifest))
                .contains(
                        "\"acKind\":\"ImageManifest\"",
                        "\"name\":\"machine\"",
                        "{\"name\":\"arch\",\"value\":\"amd64\"}");
    }

    @Test
    void anErofsKeepsCapabilities() throws Exception {
        Path erofs = write(new Kind("erofs", Compression.of(Codec.LZ4HC)), 2);
        assertThat(HOST.lines(Command.of("dump.erofs", "--path=/bin/tool", erofs.toString())))
                .anyMatch(line -> line.matches(".*Xattr size: [1-9].*"))
                .anyMatch(line -> line.contains("Links: 3"));
        HOST.check(Command.of("fsck.erofs", erofs.toString()));
    }

    @Test
    void anInitramfsRefusesWhatItCannotHold() throws Exception {
        Path large = folder.resolve("large.tar");
        run("""
                mkdir "$1"
                truncate -s 4G "$1/disk"
                tar -c -S -f "$2" --format=posix -C "$1" . && rm -r "$1"
                """, folder.resolve("large"), large);
        // a sparse member is not what TreeArchive makes, and would be read wrongly
        assertThatThrownBy(() -> write(new Kind("cpio", Compression.NONE), large))
                .hasMessageContaining("sparse");
    }

    private void write(Kind kind, Path source) throws Exception {
        try (var workers = new Workers(1)) {
            var facts = new ImageFacts("machine", "1.0", "amd64", Optional.of(TIME));
            kind.format()
                    .write(new FormatJob(
                            source,
                            folder.resolve("refused"),
                            folder.resolve("scratch"),
                            Choice.of(kind.compression()),
                            facts,
                            workers));
        }
    }

    private List<String> run(String script, Object... arguments) throws Exception {
        List<String> line = new java.util.ArrayList<>(List.of("bash", "-euo", "pipefail", "-c", script, "bash"));
        for (Object argument : arguments) {
            line.add(argument.toString());
        }
        return sandbox.lines(Command.of(line));
    }
}
