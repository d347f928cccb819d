// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.lenient;

import dev.dib.element.Element;
import dev.dib.element.ElementDirectory;
import dev.dib.element.ResolvedElements;
import dev.dib.hook.HookTree;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads of hooks with what Maven knows about the network: logins, proxies, {@code -o}, {@code -U}. */
@MojoTest
class NetworkBuildTest {

    private static final String PASSWORD = "hidden words: 4711";

    private static final Path ELEMENTS = Path.of(System.getProperty("basedir", "."), "../elements");

    @Inject
    private MavenProject mavenProject;

    @TempDir
    private Path directory;

    private MojoProject project;
    private LoopbackServer server;
    private EncryptedSettings settings;

    @BeforeEach
    void start() throws Exception {
        project = new MojoProject(mavenProject, directory);
        project.element("tiny", "element-provides", "operating-system\n");
        project.element("tiny", "root.d/10-tiny", "#!/bin/bash\nset -eu\nmkdir -p \"$TARGET_ROOT\"/{etc,tmp,root}\n");
        for (String program : List.of("bin/cache-url", "bin/verify-file")) {
            Path source = ELEMENTS.resolve("cache-url/src/main/element").resolve(program);
            project.element("cache-url", program, Files.readString(source));
        }
        server = new LoopbackServer("me", PASSWORD);
        settings = new EncryptedSettings(directory).server("nexus", "me", EncryptedSettings.encrypted(PASSWORD));
    }

    @AfterEach
    void stop() {
        settings.close();
        server.close();
    }

    @Test
    @InjectMojo(goal = "build")
    @MojoParameter(name = "imageName", value = "machine")
    @MojoParameter(name = "formats", value = "tar")
    void logInBelowTheUrlOfTheServerAndNowhereElse(BuildMojo mojo) throws Exception {
        mojo.servers = List.of(server("nexus", server.url("/closed/")));
        hook("""
                cache-url URL/closed/file "$DIB_IMAGE_CACHE/one"
                cache-url URL/closed/moved "$DIB_IMAGE_CACHE/two"
                cache-url URL/open "$DIB_IMAGE_CACHE/three"
                curl --silent --show-error --fail --netrc-file "$NETRC" URL/closed/by-curl >"$DIB_IMAGE_CACHE/four"
                cat "$DIB_CREDENTIALS/urls"
                env >"$IMAGE_NAME.environment"
                """);

        build(mojo);

        for (String file : List.of("one", "two", "three", "four")) {
            assertThat(directory.resolve("cache").resolve(file)).hasContent(LoopbackServer.CONTENT);
        }
        assertThat(server.requests())
                .containsExactly(
                        "/closed/file with login",
                        "/closed/moved with login",
                        "/elsewhere",
                        "/open",
                        "/closed/by-curl with login");
        nobodyLearnsThePassword();
        assertThat(Files.readString(project.target().resolve("dib/image/manifest.json")))
                .contains("\"location\" : \"" + server.url("/closed/file") + "\"");
    }

    @Test
    @InjectMojo(goal = "build")
    @MojoParameter(name = "imageName", value = "machine")
    @MojoParameter(name = "formats", value = "tar")
    void sayWhatToDoIfALoginIsMissing(BuildMojo mojo) throws Exception {
        hook("cache-url URL/closed/file \"$DIB_IMAGE_CACHE/one\"\n");
        assertThatThrownBy(() -> build(mojo))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("extra-data.d/50-fetch")
                .hasMessageContaining("the server refuses " + server.url("/closed/file")
                        + " (401); if it wants a login, give it one by the parameter servers");
    }

    @Test
    @InjectMojo(goal = "build")
    @MojoParameter(name = "imageName", value = "machine")
    @MojoParameter(name = "formats", value = "tar")
    void sourcesInGitAreFetchedWithTheLogin(BuildMojo mojo) throws Exception {
        mojo.servers = List.of(server("nexus", server.url("/closed/")));
        gitSource();
        project.element("tiny", "extra-data.d/99-look", """
                #!/bin/bash
                set -eu
                cat "$TMP_MOUNT_PATH/opt/app/file" >"$IMAGE_NAME.app"
                cp "$TMP_MOUNT_PATH/opt/app/.git/config" "$IMAGE_NAME.config"
                """);

        build(mojo);

        assertThat(project.target().resolve("dib/image/products/machine.app")).hasContent("of git");
        assertThat(project.target().resolve("dib/image/products/machine.config"))
                .content()
                .contains("url = " + server.url("/closed/git/app.git") + "\n");
        assertThat(server.requests()).anyMatch(request -> request.endsWith("git-upload-pack with login"));
        nobodyLearnsThePassword();
        assertThat(Files.readString(project.target().resolve("dib/image/manifest.json")))
                .contains("\"location\" : \"" + server.url("/closed/git/app.git") + "\"");
    }

    @Test
    @InjectMojo(goal = "build")
    @MojoParameter(name = "imageName", value = "machine")
    @MojoParameter(name = "formats", value = "tar")
    void sourcesInGitAreNotFetchedWithoutIt(BuildMojo mojo) throws Exception {
        gitSource();
        assertThatThrownBy(() -> build(mojo))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("extra-data.d/98-source-repositories")
                .hasMessageContaining("cannot clone " + server.url("/closed/git/app.git"));
        assertThat(server.requests()).noneMatch(request -> request.contains("with login"));
        assertThat(directory.resolve("cache")).isDirectoryNotContaining("glob:**.unfinished");
    }

    /** The element tiny wants the only branch of a repository that is below {@code /closed/}, with the files that plain servers need. */
    private void gitSource() throws Exception {
        for (String file :
                List.of("98-source-repositories", "source-repositories/fetch.sh", "source-repositories/lines.sh")) {
            Path source = ELEMENTS.resolve("source-repositories/src/main/element/extra-data.d")
                    .resolve(file);
            project.element("source-repositories", "extra-data.d/" + file, Files.readString(source));
        }
        Path repositories = Files.createDirectories(directory.resolve("repositories"));
        new HostCommands().check(Command.of("bash", "-euc", """
                cd "$1"
                export HOME=$1 GIT_CONFIG_NOSYSTEM=1
                git init -q --initial-branch=main app
                echo of git >app/file
                git -C app add file
                git -C app -c user.name=me -c user.email=me@example.org commit -q -m first
                git clone -q --bare app app.git
                git -C app.git update-server-info
                """, "git", repositories.toString()));
        server.serve(repositories);
        project.element(
                "tiny", "source-repository-app", "app git /opt/app " + server.url("/closed/git/app.git") + " main\n");
    }

    @Test
    @InjectMojo(goal = "build")
    @MojoParameter(name = "imageName", value = "machine")
    @MojoParameter(name = "formats", value = "tar")
    void goThroughTheProxyOfTheSettings(BuildMojo mojo) throws Exception {
        settings.proxy(
                "http", "127.0.0.1", server.port(), "me", EncryptedSettings.encrypted(PASSWORD), "127.0.0.1", true);
        hook("""
                cache-url ELSEWHERE/file "$DIB_IMAGE_CACHE/one"
                cache-url URL/direct "$DIB_IMAGE_CACHE/two"
                [ "$https_proxy" = "$http_proxy" ]
                echo "the proxy is $http_proxy, not for $no_proxy"
                """);

        build(mojo);

        assertThat(server.requests()).containsExactly("proxy " + LoopbackServer.ELSEWHERE + "/file", "/direct");
        assertThat(project.target().resolve("dib/log/extra-data.d.log"))
                .content()
                .contains("the proxy is http://me:***@127.0.0.1:" + server.port() + ", not for 127.0.0.1");
        nobodyLearnsThePassword();
        assertThat(project.target().resolve("dib/image/manifest.json"))
                .content()
                .doesNotContain("_proxy");
    }

    @Test
    @InjectMojo(goal = "build")
    @MojoParameter(name = "imageName", value = "machine")
    @MojoParameter(name = "formats", value = "tar")
    void sayWhatToDoIfAProxyWantsALogin(BuildMojo mojo) throws Exception {
        settings.proxy("http", "127.0.0.1", server.port());
        hook("cache-url ELSEWHERE/file \"$DIB_IMAGE_CACHE/one\"\n");
        assertThatThrownBy(() -> build(mojo))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("the proxy wants a login for " + LoopbackServer.ELSEWHERE
                        + "/file (407); a proxy of" + " settings.xml has username and password");
    }

    @Test
    @InjectMojo(goal = "build")
    @MojoParameter(name = "imageName", value = "machine")
    @MojoParameter(name = "formats", value = "tar")
    void askOnlyForNewsTheSecondTimeAndForAllWithU(BuildMojo mojo) throws Exception {
        hook("cache-url URL/open \"$DIB_IMAGE_CACHE/one\"\n");
        server.refuse(1);
        build(mojo);
        build(mojo);
        MavenExecutionRequest request = mojo.session.getRequest();
        lenient().doReturn(true).when(request).isUpdateSnapshots();
        build(mojo);
        assertThat(server.requests()).containsExactly("/open", "/open", "/open if newer", "/open if newer no-cache");
    }

    @Test
    @InjectMojo(goal = "build")
    @MojoParameter(name = "imageName", value = "machine")
    @MojoParameter(name = "formats", value = "tar")
    void areNotMadeOffline(BuildMojo mojo) throws Exception {
        hook("""
                cache-url URL/open "$DIB_IMAGE_CACHE/one"
                if [ -n "$DIB_OFFLINE" ] && curl --silent --max-time 5 URL/whatever; then
                    exit 9
                fi
                """);
        project.place(mojo);
        lenient().doReturn(true).when(mojo.session).isOffline();
        assertThatThrownBy(() -> build(mojo))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("offline, and there is no copy of " + server.url("/open"))
                .hasMessageContaining("run once without -o");
        assertThat(server.requests()).isEmpty();

        lenient().doReturn(false).when(mojo.session).isOffline();
        build(mojo);
        assertThat(server.requests()).containsExactly("/open");

        lenient().doReturn(true).when(mojo.session).isOffline();
        build(mojo);
        assertThat(server.requests()).as("requests of an offline build").hasSize(1);
    }

    private void hook(String commands) throws IOException {
        project.element(
                "tiny",
                "extra-data.d/50-fetch",
                "#!/bin/bash\nset -eu\nPATH=$TMP_HOOKS_PATH/bin:$PATH\n"
                        + commands.replace("URL", server.url("")).replace("ELSEWHERE", LoopbackServer.ELSEWHERE));
    }

    private static Server server(String id, String url) {
        var server = new Server();
        server.id = id;
        server.url = url;
        return server;
    }

    private void build(BuildMojo mojo) throws Exception {
        project.place(mojo);
        lenient().doReturn(settings.settings()).when(mojo.session).getSettings();
        mojo.environment = Map.of(
                "DIB_CACHE_URL_RETRY_DELAY", "0", "DIB_SOURCE_REPOSITORIES_RETRY_DELAY", "0", "DIB_NO_TMPFS", "1");
        List<Element> elements = new ArrayList<>();
        try (Stream<Path> folders = Files.list(directory.resolve("src/main/elements"))) {
            for (Path folder : folders.sorted().toList()) {
                elements.add(ElementDirectory.read(folder));
            }
        }
        ResolvedElements.write(elements, mojo.directories().resolvedElements());
        if (!Files.exists(mojo.directories().hooks())) {
            HookTree.of(elements).writeTo(mojo.directories().hooks());
        }
        mojo.execute();
    }

    /** Not in what the build wrote, in no spelling. */
    private void nobodyLearnsThePassword() throws IOException {
        String encoded = Base64.getEncoder().encodeToString(("me:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> files = Files.walk(project.target())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(PASSWORD, PASSWORD.replace(" ", "%20"), "hidden%20words%3A%204711", encoded);
            }
        }
    }
}
