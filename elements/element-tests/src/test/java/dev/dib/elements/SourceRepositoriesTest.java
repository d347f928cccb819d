// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceRepositoriesTest {

    @TempDir
    private Path temporary;

    private Folder folder;
    private Path tree;
    private Path upstream;
    private String first;
    private String second;

    @BeforeEach
    void makeSources() throws Exception {
        folder = new Folder(temporary);
        tree = Files.createDirectories(temporary.resolve("mnt"));
        Folder hooks = new Folder(temporary.resolve("hooks"));
        hooks.merge(Elements.content("source-repositories"));
        hooks.merge(Elements.content("cache-url"));
        upstream = temporary.resolve("upstream");
        git("init", "-q", "-b", "master", upstream);
        first = commit("one");
        git("-C", upstream, "tag", "v1");
        second = commit("two");
        git("-C", upstream, "update-ref", "refs/changes/01/1", second);
        git("-C", upstream, "branch", "stable", first);
    }

    @Test
    void clonesARef() throws Exception {
        lines("tool git /opt/tool file://" + upstream + " v1\nlast git /opt/last file://" + upstream);
        Run.Result result = hook().run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(tree.resolve("opt/tool/file")).hasContent("one");
        assertThat(tree.resolve("opt/last/file"))
                .as("the last line has no end, and the default is master")
                .hasContent("two");
        assertThat(git("-C", tree.resolve("opt/tool"), "rev-parse", "fetch_v1")).isEqualTo(first);
        assertThat(git("-C", tree.resolve("opt/tool"), "config", "remote.origin.url"))
                .isEqualTo("file://" + upstream);
        assertThat(tree.resolve("etc/dib-source-repositories")).hasContent("/opt/tool\n/opt/last\n");
        assertThat(tree.resolve("etc/dib-manifests/dib-manifest-git-image"))
                .hasContent("tool git /opt/tool file://" + upstream + " " + first + "\n" + "last git /opt/last file://"
                        + upstream + " " + second + "\n");
    }

    @Test
    void tellsTheManifestOfTheImageWhatItFetched() throws Exception {
        new Folder(temporary).write("source", "content");
        lines("tool git /opt/tool file://" + upstream + " v1\ntext file /etc/text file://" + temporary + "/source\n");
        Path record = temporary.resolve("record");
        Run.Result result = hook().with("DIB_SOURCE_RECORD", record).run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(record)
                .hasContent(
                        "git\tfile://" + upstream + "\t" + first + "\t\t/opt/tool\n" + "file\tfile://" + temporary
                                + "/source\tsha256:ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73\t\t/etc/text\n");
    }

    @Test
    void clonesEveryKindOfRef() throws Exception {
        lines(
                "a git /a file://%s %s%nb git /b file://%s stable%nc git /c file://%s *%nd git /d file://%s refs/changes/01/1%n"
                        .formatted(upstream, first, upstream, upstream, upstream));
        Run.Result result = hook().run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(tree.resolve("a/file")).hasContent("one");
        assertThat(tree.resolve("b/file")).hasContent("one");
        assertThat(tree.resolve("c/file")).hasContent("two");
        assertThat(tree.resolve("d/file")).hasContent("two");
        assertThat(git("-C", tree.resolve("c"), "rev-parse", "stable")).isEqualTo(first);
    }

    @Test
    void fetchesNewsThroughTheCache() throws Exception {
        lines("tool git /opt/tool file://" + upstream);
        assertThat(hook().run().status()).isZero();
        commit("three");
        Path other = Files.createDirectories(temporary.resolve("other"));
        Run.Result result = hook().with("TMP_MOUNT_PATH", other).run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(other.resolve("opt/tool/file")).hasContent("three");
        assertThat(result.output()).doesNotContain("Cloning");
    }

    @Test
    void followsATagThatMoved() throws Exception {
        lines("tool git /opt/tool file://" + upstream + " v1");
        assertThat(hook().run().status()).isZero();
        git("-C", upstream, "tag", "-f", "v1", second);
        Path other = Files.createDirectories(temporary.resolve("other"));
        Run.Result result = hook().with("TMP_MOUNT_PATH", other).run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(other.resolve("opt/tool/file")).hasContent("two");
        assertThat(git("-C", other.resolve("opt/tool"), "rev-parse", "fetch_v1"))
                .isEqualTo(second);
    }

    @Test
    void findsACommitOutsideOfAllBranchesByItsId() throws Exception {
        String third = commit("three");
        git("-C", upstream, "update-ref", "refs/changes/02/2", third);
        git("-C", upstream, "reset", "-q", "--hard", second);
        git("-C", upstream, "config", "uploadpack.allowAnySHA1InWant", "true");
        lines("tool git /opt/tool file://" + upstream + " " + third);
        Run.Result result = hook().run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(tree.resolve("opt/tool/file")).hasContent("three");
    }

    @Test
    void needsNoNetworkForWhatIsInTheCache() throws Exception {
        lines("tool git /opt/tool ssh://nowhere.invalid/tool v1");
        Run offline = hook().with("DIB_OFFLINE", "1");
        Run.Result result = offline.run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("offline");
        String digest = Run.of("sh", "-c", "echo git_ssh://nowhere.invalid/tool | sha1sum")
                .run()
                .output()
                .substring(0, 40);
        git("clone", "-q", "--bare", upstream, temporary.resolve("cache/source-repositories/tool_" + digest));
        result = offline.run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(tree.resolve("opt/tool/file")).hasContent("one");
    }

    @Test
    void sharesADestinationOnlyIfBothMeanTheSame() throws Exception {
        lines("a git /opt/tool file://%s v1%nb git /opt/tool file://%s v1%n".formatted(upstream, upstream));
        assertThat(hook().run().status()).isZero();
        lines("a git /opt/tool file://%s stable%n".formatted(upstream));
        assertThat(hook().run().errors()).contains("another ref");
        lines("a git /opt/tool file://%s/.git v1%n".formatted(upstream));
        assertThat(hook().run().errors()).contains("already a clone of");
    }

    @Test
    void unpacksArchives() throws Exception {
        folder.write("src/tool-1.0/README", "read me");
        folder.write("src/tool-1.0/bin/tool", "run me");
        folder.write("src/top", "top");
        Run.of("tar", "-C", temporary.resolve("src"), "-cJf", temporary.resolve("tool.tar.xz"), "tool-1.0", "top")
                .run();
        lines("""
                a tar /a file://$HERE/tool.tar.xz tool-1.0
                b tar /b file://${HERE}/tool.tar.xz .
                c tar /c file://${HERE:-no}/tool.tar.xz tool-*/bin   # a comment
                d tar /d "file://${NOT_SET:-}$HERE/tool.tar.xz"
                """);
        Run.Result result = hook().with("HERE", temporary).run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(tree.resolve("a/README")).hasContent("read me");
        assertThat(tree.resolve("b/top")).hasContent("top");
        assertThat(tree.resolve("b/tool-1.0/README")).exists();
        assertThat(tree.resolve("c/tool")).hasContent("run me");
        assertThat(tree.resolve("d/bin/tool")).exists();
        lines("a tar /e file://" + temporary + "/tool.tar.xz nowhere\n");
        assertThat(hook().run().status()).isEqualTo(1);
        try (var left = Files.list(tree)) {
            assertThat(left.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
    }

    @Test
    void copiesFiles() throws Exception {
        folder.write("source", "content");
        lines("a file /usr/share/a file://" + temporary + "/source\n");
        assertThat(hook().run().status()).isZero();
        assertThat(tree.resolve("usr/share/a")).hasContent("content");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tree.resolve("usr/share/a"))))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void followsLinksInsideOfTheImage() throws Exception {
        Path outside = Files.createDirectories(temporary.resolve("outside"));
        Files.createSymbolicLink(tree.resolve("link"), outside);
        folder.write("source", "content");
        lines("a file /link/a file://" + temporary + "/source\n");
        assertThat(hook().run().status()).isZero();
        assertThat(outside.resolve("a")).doesNotExist();
        assertThat(Path.of(tree.toString(), outside.toString(), "a")).hasContent("content");
    }

    @Test
    void isDirectedByVariables() throws Exception {
        folder.write("source", "content");
        lines("my-tool git /a https://~ignored.invalid/x\npkg package\ngone git /gone https://x.invalid/y\n"
                + "based git /based https://git.invalid/upstream\n");
        Run.Result result = hook().with("DIB_REPOTYPE_my_tool", "file")
                .with("DIB_REPOLOCATION_my_tool", "file://" + temporary + "/source")
                .with("DIB_INSTALLTYPE_pkg", "package")
                .with("DIB_INSTALLTYPE_gone", "package")
                .with("DIB_GITREPOBASE", "file://" + temporary)
                .with("DIB_REPOREF_based", "v1")
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(tree.resolve("a")).hasContent("content");
        assertThat(tree.resolve("based/file")).hasContent("one");
        assertThat(tree.resolve("gone")).doesNotExist();
    }

    @Test
    void fetchesNothingWhenToldSo() throws Exception {
        lines("this is wrong in every way\n");
        assertThat(hook().with("NO_SOURCE_REPOSITORIES", "1").run().status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "name svn /a https://x.invalid",
                "name git relative https://x.invalid",
                "name git /a/../../b https://x.invalid",
                "name git /a",
                "name git /a https://x.invalid ref more",
                "name git /a --upload-pack=evil",
                "name git /a https://x.invalid --upload-pack=evil",
                "name tar /a https://x.invalid ../..",
                "name file $(touch canary) https://x.invalid",
                "name file /a `touch canary`",
                "name file /a ${x:=y}",
                "name file /$NOT_SET https://x.invalid",
                "name package",
            })
    void refusesABadLineBeforeAnythingIsFetched(String line) throws Exception {
        folder.write("source", "content");
        lines("good file /good file://" + temporary + "/source\n" + line + "\n");
        Run.Result result = hook().run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("source-repository-test", line);
        assertThat(tree.resolve("good")).doesNotExist();
    }

    private void lines(String content) throws Exception {
        folder.write("hooks/source-repository-test", "# comment\n\n" + content);
    }

    private Run hook() {
        return Run.of(temporary.resolve("hooks/extra-data.d/98-source-repositories"))
                .with("TMP_HOOKS_PATH", temporary.resolve("hooks"))
                .with("TMP_MOUNT_PATH", tree)
                .with("DIB_IMAGE_CACHE", temporary.resolve("cache"))
                .with("DIB_SOURCE_REPOSITORIES_RETRY_DELAY", 0)
                .with("IMAGE_NAME", "target/image")
                .with("HOME", temporary);
    }

    private String commit(String content) throws Exception {
        Files.writeString(upstream.resolve("file"), content);
        git("-C", upstream, "add", "file");
        git("-C", upstream, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "-m", content);
        return git("-C", upstream, "rev-parse", "HEAD");
    }

    private String git(Object... arguments) throws Exception {
        Object[] command = new Object[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Run.Result result = Run.of(command).with("HOME", temporary).run();
        assertThat(result.status()).as(result.errors()).isZero();
        return result.output().strip();
    }
}
