// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The server of {@code it/rpm-fixture}, which misbehaves when it is told to, as a process of its own. */
final class FixtureServerProcess implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final String url;

    /** Serves a folder. */
    FixtureServerProcess(Path folder) throws IOException {
        Path source = Elements.modules().resolveSibling("it/rpm-fixture/FixtureServer.java");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        source.toString(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        url = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    /** Without a slash at the end. */
    String url() {
        return url;
    }

    /** How it answers for a path from now on; the modes are those of {@code FixtureServer.Mode}. */
    void answer(String path, String mode) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/.fixture/" + mode + path))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        int status =
                client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 204) {
            throw new IOException("the fixture's server answered " + status);
        }
    }

    /** What was asked since the last call: lines of method, path, status and the bytes that were sent. */
    List<String> requests() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/.fixture/requests")).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .toList();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
