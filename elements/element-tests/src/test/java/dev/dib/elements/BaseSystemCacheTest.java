// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a base system is made and when it is that of an earlier build: a stand-in for mmdebstrap, a repository on loopback. */
class BaseSystemCacheTest {

    private static final String MMDEBSTRAP = """
            #!/bin/bash
            set -eu
            if [ "$1" = --version ]; then
                echo 'mmdebstrap 1.0'
                exit
            fi
            echo made >>"$CALLS"
            sleep "${SLEEP:-0}"
            while [[ "$1" == --* ]]; do shift; done
            target=$2
            shift 2
            mkdir -p "$target"/{dev,etc/apt/sources.list.d,tmp,var/lib/apt/lists,var/cache/apt/archives} "$target/usr/bin"
            printf '%s\\n' "$@" >"$target/etc/apt/sources.list"
            echo of the host >"$target/etc/resolv.conf"
            curl -sSf "$URL/dists/one/InRelease" -o "$target/var/lib/apt/lists/one_InRelease"
            curl -sSf "$URL/dists/two/InRelease" -o "$target/var/lib/apt/lists/two_InRelease"
            echo package >"$target/var/cache/apt/archives/a.deb"
            echo tool >"$target/usr/bin/tool"
            chmod 4755 "$target/usr/bin/tool"
            ln "$target/usr/bin/tool" "$target/usr/bin/other"
            setfattr -n user.test -v value "$target/usr/bin"
            touch -d '2024-01-02 03:04:05.678901234' "$target/usr/bin/tool"
            [ -z "${FAIL:-}" ]
            """;

    @TempDir
    private Path temporary;

    private final List<String> answers = new CopyOnWriteArrayList<>();
    private volatile String index = "Origin: test\n";
    private volatile String modified = "Wed, 25 Nov 2026 00:00:00 GMT";
    private HttpServer server;
    private Folder hooks;
    private Folder commands;

    @BeforeEach
    void startServer() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/dists/", this::answer);
        server.start();
        hooks = new Folder(temporary.resolve("hooks"));
        hooks.merge(Elements.content("debootstrap"));
        sources("");
        commands = new Folder(temporary.resolve("commands"));
        commands.script("mmdebstrap", MMDEBSTRAP);
        new Folder(temporary).write("keys.gpg", "keys");
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean isKnown = modified.equals(exchange.getRequestHeaders().getFirst("If-Modified-Since"));
            answers.add(isKnown ? "304" : "200");
            exchange.getResponseHeaders().add("Last-Modified", modified);
            if (isKnown) {
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            byte[] text = (index + exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
        }
    }

    private void publishUpdates() {
        index = "Origin: test\nUpdated: yes\n";
        modified = "Wed, 25 Nov 2026 12:00:00 GMT";
    }

    private void sources(String login) throws IOException {
        String url = url().replace("//", "//" + login);
        hooks.write(
                "apt-sources/default.list",
                "deb " + url + " one main\ndeb [arch=amd64] " + url + "/ two main contrib\n");
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Test
    void isKeptUntilTheRepositoriesChange() throws Exception {
        String first = assertMade(true, build("a"));
        assertThat(build("b").output()).contains("Using the base system of an earlier build");
        assertThat(build("c").output()).contains("Using the base system of an earlier build");
        assertThat(answers).as("made, asked, asked again").containsExactly("200", "200", "200", "200", "304", "304");
        assertThat(calls()).isEqualTo(1);
        assertThat(listing("b")).isEqualTo(first).isEqualTo(listing("c"));

        publishUpdates();
        assertThat(build("d").output()).contains("is not used: the repositories have changed");
        assertThat(calls()).isEqualTo(2);
        assertThat(kept()).as("the older one is of no use").hasSize(1);
        assertThat(build("e").output()).contains("Using the base system of an earlier build");
        assertThat(listing("e")).isEqualTo(listing("d")).isNotEqualTo(first);
    }

    @Test
    void needsNoNetwork() throws Exception {
        String made = assertMade(true, build("a"));
        publishUpdates();
        answers.clear();
        assertMade(false, run("b", "DIB_OFFLINE", 1));
        assertMade(false, run("c", "DIB_DEBIAN_USE_DEBOOTSTRAP_CACHE", 1));
        assertThat(answers).isEmpty();
        assertThat(listing("b")).isEqualTo(made).isEqualTo(listing("c"));
        Run.Result other = run("d", "DIB_OFFLINE", 1, "DIB_DEBOOTSTRAP_PACKAGES", "apt vim");
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.errors()).contains("offline, and no base system of these inputs is in", "Build once without");
        assertThat(other.output()).contains("was packages=apt\n", "is  packages=apt vim\n");
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void isAnotherForOtherInputs() throws Exception {
        assertMade(true, build("a"));
        new Folder(temporary).write("other.gpg", "keys");
        Map<String, String> inputs = Map.of(
                "DIB_DEBOOTSTRAP_PACKAGES", "apt vim",
                "DIB_DEBIAN_COMPONENTS", "main,contrib",
                "SOURCE_DATE_EPOCH", "1700000000",
                "DIB_APT_KEYRING", temporary.resolve("other.gpg").toString());
        for (Map.Entry<String, String> input : inputs.entrySet()) {
            Run.Result result = run(input.getKey(), input.getKey(), input.getValue());
            assertThat(result.output()).contains("The base system that was kept is another");
        }
        assertThat(calls()).isEqualTo(5);
        assertMade(false, run("b", "SOURCE_DATE_EPOCH", 1700000000));
        assertMade(false, build("c"));
    }

    @Test
    void isMadeByDebootstrapWhereItsWordsAreWanted() throws Exception {
        commands.script(
                "debootstrap",
                MMDEBSTRAP.replace("mmdebstrap 1.0", "debootstrap 1.0")
                        + "echo >\"$target/var/lib/apt/lists/debootstrap.invalid_dists_one_Release\"\n"
                        + "echo >\"$target/var/lib/apt/lists/one_Release\"\n");
        // it would run apt in the tree
        hooks.script("root.d/75-debootstrap-packages", "#!/bin/sh\necho completed\n");
        Run.Result first = run("a", "DIB_DEBOOTSTRAP_EXTRA_ARGS", "--merged-usr");
        assertThat(first.status()).as(first.errors()).isZero();
        assertThat(first.output()).contains("completed");
        Run.Result second = run("b", "DIB_DEBOOTSTRAP_EXTRA_ARGS", "--merged-usr");
        assertThat(second.output())
                .contains("Using the base system of an earlier build")
                .doesNotContain("completed");
        assertThat(calls()).isEqualTo(1);
        assertThat(listing("b")).isEqualTo(listing("a"));
    }

    @Test
    void isAnotherForOtherKeysAndSourcesAndScripts() throws Exception {
        assertMade(true, build("a"));
        new Folder(temporary).write("keys.gpg", "other keys");
        assertMade(true, build("b"));
        hooks.write("apt-sources/more.list", "deb " + url() + " three main\n");
        assertMade(true, build("c"));
        Path script = hooks.path().resolve("root.d/08-debootstrap");
        Files.writeString(script, Files.readString(script) + "# changed\n");
        assertMade(true, build("d"));
    }

    @Test
    void isNotUsedAfterItsTimeOrIfNobodyAnswers() throws Exception {
        index = "Valid-Until: Wed, 01 Jan 2020 00:00:00 UTC\n";
        assertMade(true, build("a"));
        assertThat(assertMade(true, build("b"))).isNotEmpty();
        server.stop(0);
        Run.Result result = build("c");
        assertThat(result.status()).as("the stand-in cannot reach it either").isNotZero();
        assertThat(result.output()).contains("is not used: " + url() + "/dists/one/InRelease cannot be asked");
    }

    @Test
    void aBuildThatFailsLeavesNothing() throws Exception {
        assertThat(run("a", "FAIL", 1).status()).isNotZero();
        assertThat(kept()).isEmpty();
        assertMade(true, build("b"));
        assertThat(kept()).hasSize(1);
        try (Stream<Path> files = Files.list(temporary.resolve("cache/base-systems"))) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.contains("unfinished"));
        }
    }

    @Test
    void twoAtATimeMakeOne() throws Exception {
        Run.Result[] results = new Run.Result[2];
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            int number = i;
            threads.add(new Thread(() -> {
                try {
                    results[number] = run("root" + number, "SLEEP", 1);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(results)
                .allSatisfy(result ->
                        assertThat(result.status()).as(result.errors()).isZero());
        assertThat(calls()).isEqualTo(1);
        assertThat(listing("root0")).isEqualTo(listing("root1"));
    }

    @Test
    void isNotKeptWhereNobodyWantsIt() throws Exception {
        assertThat(run("a", "DIB_DEBOOTSTRAP_CACHE", 0).status()).isZero();
        assertThat(temporary.resolve("cache/base-systems")).doesNotExist();
    }

    @Test
    void theCacheHasAnEnd() throws Exception {
        for (int time = 1; time <= 4; time++) {
            Run.Result result = run("root" + time, "SOURCE_DATE_EPOCH", time, "DIB_DEBOOTSTRAP_CACHE_TREES", 2);
            assertThat(result.status()).as(result.errors()).isZero();
        }
        assertThat(kept()).hasSize(2);
        assertThat(run("last", "SOURCE_DATE_EPOCH", 4).output()).contains("Using the base system of an earlier build");
    }

    @Test
    void showsNoLogins() throws Exception {
        sources("me:secret@");
        assertMade(true, build("a"));
        hooks.write("apt-sources/more.list", "deb " + url().replace("//", "//me:secret@") + " three main\n");
        Run.Result result = build("b");
        assertThat(result.output()).contains("is  source=deb http://127.0.0.1");
        assertThat(result.output() + result.errors()).doesNotContain("secret");
    }

    /** What came of a build; whether it had to make the base system. */
    private String assertMade(boolean made, Run.Result result) throws Exception {
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.output().contains("Using the base system of an earlier build"))
                .as(result.output())
                .isNotEqualTo(made);
        return listing("a");
    }

    private Run.Result build(String root) throws Exception {
        return run(root);
    }

    private Run.Result run(String root, Object... variables) throws Exception {
        Run run = asRoot(hooks.path().resolve("root.d/08-debootstrap"))
                .commandsIn(commands.path())
                .with("TMP_HOOKS_PATH", hooks.path())
                .with("TARGET_ROOT", Files.createDirectories(temporary.resolve(root)))
                .with("DIB_IMAGE_CACHE", temporary.resolve("cache"))
                .with("DISTRO_NAME", "debian")
                .with("DIB_RELEASE", "bookworm")
                .with("ARCH", "x86_64")
                .with("DIB_DEBOOTSTRAP_PACKAGES", "apt")
                .with("DIB_APT_KEYRING", temporary.resolve("keys.gpg"))
                .with("CALLS", temporary.resolve("calls"))
                .with("URL", url());
        for (int i = 0; i < variables.length; i += 2) {
            run.with(variables[i].toString(), variables[i + 1]);
        }
        return run.run();
    }

    private static Run asRoot(Object... command) {
        List<Object> line = new ArrayList<>();
        if (!System.getProperty("user.name").equals("root")) {
            line.addAll(List.of("unshare", "--user", "--map-root-user", "--map-auto", "--mount"));
        }
        line.addAll(Arrays.asList(command));
        return Run.of(line.toArray());
    }

    private int calls() throws IOException {
        return Files.readAllLines(temporary.resolve("calls")).size();
    }

    private List<Path> kept() throws IOException {
        Path folder = temporary.resolve("cache/base-systems");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains(".tar."))
                    .toList();
        }
    }

    /** All that can be told of a tree, but the package that has a cache of its own. */
    private String listing(String root) throws Exception {
        Run.Result result =
                asRoot("bash", "-euc", """
                        cd "$1"
                        find . ! -name a.deb \\( -type d -printf '%P %m %U:%G\\n' -o -printf '%P %m %U:%G %s %n %l\\n' \\) | LC_ALL=C sort
                        find . -type f ! -name a.deb -exec sha256sum {} + | LC_ALL=C sort
                        find usr -type f -printf '%P %T@\\n' | LC_ALL=C sort
                        getfattr -d usr/bin
                        """, "listing", temporary.resolve(root)).run();
        assertThat(result.status()).as(result.errors()).isZero();
        return result.output();
    }
}
