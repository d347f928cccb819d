// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.Commands;
import dev.dib.sandbox.SmallFiles;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Logins for downloads as files in memory, in the forms that programs read. Hooks see them, because they download; nothing of them
 * is a variable, or ever on a disk.
 *
 * <pre>
 * urls        URL TAB user TAB password: for cache-url, which sends a password below that URL only
 * git         a URL a line: for git's credential helper "store" (git-credential-store(1)); by scheme, host and port
 * netrc       for curl --netrc-file and others; by host only
 * apt.conf    for apt (apt_auth.conf(5)); by URL. A password with blanks cannot be told to apt
 * </pre>
 *
 * @param servers the logins
 */
record Credentials(List<ServerLogin> servers) {

    /** Where hooks in the target see them: below a file system in memory that never becomes part of the image. */
    static final Path IN_TARGET = Path.of("/run/dib-credentials");

    /** Where apt in the target looks for them. */
    static final Path OF_APT = Path.of("/etc/apt/auth.conf.d/90dib-build.conf");

    private static final String PRIVATE = "600";

    void writeTo(Commands commands, Path directory) throws IOException, InterruptedException {
        var files = new SmallFiles(commands);
        files.write(directory.resolve("urls"), lines(Credentials::url), PRIVATE);
        files.write(directory.resolve("git"), lines(Credentials::git), PRIVATE);
        files.write(directory.resolve("netrc"), lines(Credentials::netrc), PRIVATE);
        files.write(directory.resolve("apt.conf"), lines(Credentials::apt), PRIVATE);
    }

    /** Shows them to the target. What they are mounted on does not stay in the image: see seal-tree.sh. */
    static void bind(Build build) throws IOException, InterruptedException {
        Path credentials = build.scratch().credentials();
        build.mounts().bind(credentials, inTree(build, IN_TARGET));
        Path apt = inTree(build, OF_APT);
        Command hasApt = Command.of("test", "-d", apt.getParent().toString());
        if (build.sandbox().run(hasApt, line -> {}).succeeded()) {
            build.mounts().bindReadOnly(credentials.resolve("apt.conf"), apt);
        }
    }

    private static Path inTree(Build build, Path path) {
        return build.scratch().tree().resolve(path.toString().substring(1));
    }

    /** The variables that make programs find the files. */
    static Map<String, String> variables(Path directory) {
        return Map.of(
                "DIB_CREDENTIALS",
                directory.toString(),
                "NETRC",
                directory.resolve("netrc").toString(),
                "GIT_CONFIG_COUNT",
                "1",
                "GIT_CONFIG_KEY_0",
                "credential.helper",
                "GIT_CONFIG_VALUE_0",
                "store --file=" + quoted(directory.resolve("git").toString()));
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private String lines(Function<ServerLogin, String> form) {
        return servers.stream().map(form).collect(Collectors.joining());
    }

    private static String url(ServerLogin server) {
        return server.url() + "\t" + server.user() + "\t" + server.password() + "\n";
    }

    private static String git(ServerLogin server) {
        URI url = server.url();
        return url.getScheme() + "://" + encoded(server.user()) + ":" + encoded(server.password()) + "@"
                + url.getRawAuthority() + "\n";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String netrc(ServerLogin server) {
        return "machine " + server.url().getHost() + " login " + token(server.user()) + " password "
                + token(server.password()) + "\n";
    }

    /** A word of netrc; in quotes only if it needs them, because older programs do not know them. */
    private static String token(String text) {
        return text.matches("[^\\s\"\\\\#]+")
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String apt(ServerLogin server) {
        if (server.user().matches(".*\\s.*") || server.password().matches(".*\\s.*")) {
            return "";
        }
        return "machine " + server.url() + " login " + server.user() + " password " + server.password() + "\n";
    }
}
