// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of a script with an environment of its own. */
final class Run {

    private static final String SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final List<String> command;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String path = SYSTEM_PATH;

    private Run(List<String> command) {
        this.command = command;
        environment.put("LC_ALL", "C");
    }

    static Run of(Object... command) {
        return new Run(Arrays.stream(command).map(Object::toString).toList());
    }

    Run with(String variable, Object value) {
        environment.put(variable, value.toString());
        return this;
    }

    /** Commands in a folder are found before those of the system. */
    Run commandsIn(Path folder) {
        path = folder + ":" + path;
        return this;
    }

    Result run() throws IOException, InterruptedException {
        Path output = Files.createTempFile("element-test", ".out");
        Path errors = Files.createTempFile("element-test", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            builder.environment().put("PATH", path);
            Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IOException("still running after a minute: " + command);
            }
            return new Result(process.exitValue(), text(output), text(errors));
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /**
     * What came of it.
     *
     * @param status exit status
     * @param output standard output
     * @param errors standard error
     */
    record Result(int status, String output, String errors) {

        List<String> lines() {
            return output.lines().toList();
        }
    }
}
