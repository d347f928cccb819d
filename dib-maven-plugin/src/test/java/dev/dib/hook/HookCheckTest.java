// SPDX-License-Identifier: Apache-2.0
package dev.dib.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.element.Element;
import dev.dib.problem.Problem;
import dev.dib.problem.Problems;
import dev.dib.sandbox.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HookCheckTest {

    @TempDir
    private Path directory;

    private Path element;
    private final Problems problems = new Problems();

    @BeforeEach
    void element() throws IOException {
        element = Files.createDirectory(directory.resolve("motd"));
    }

    @ParameterizedTest
    @CsvSource({
        "root.d/10-a,#!/bin/bash",
        "root.d/10-a,#! /bin/bash -eu",
        "root.d/10-a,#!/usr/bin/env bash",
        "root.d/10-a,#!/usr/bin/env -S bash -eu",
        "root.d/10-a,#!/usr/bin/env -S LC_ALL=C bash",
        "root.d/10-a,#!/usr/bin/env own-tool",
        "root.d/10-a,\u007fELF",
        // what the image has is not known yet
        "install.d/10-a,#!/usr/bin/python3.99",
        "environment.d/10-a.bash,export A=b",
        "bin/tool,#!/usr/bin/python3.99",
        "static/etc/motd,\uFEFFhello",
    })
    void hasNothingToSayAboutWhatRuns(String path, String line) throws IOException {
        write("bin/own-tool", "#!/bin/sh\n", true);
        write(path, line + "\nexit 0\n", !path.startsWith("environment.d"));
        assertThat(check()).isEmpty();
        assertThat(problems.list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "root.d/10-a,#!/bin/bash\\r,ends with CR LF",
        "install.d/10-a,#!/bin/bash\\r,ends with CR LF",
        "bin/tool,#!/bin/bash\\r,ends with CR LF",
        "install.d/10-a,\uFEFF#!/bin/bash,begins with a byte order mark",
        "environment.d/10-a,\uFEFFexport A=b,begins with a byte order mark",
        "environment.d/10-a,export A=b\\r,'lines that end with CR LF'",
        "install.d/10-a,#!bash,names the interpreter 'bash' without its path",
        "install.d/10-a,#!,names the interpreter '' without its path",
        "root.d/10-a,#!/usr/bin/python3.99 -u,is run by '/usr/bin/python3.99', which is not on this host",
        "cleanup.d/10-a,#!/usr/bin/env python3.99,is run by 'python3.99', which is not on this host",
        "extra-data.d/10-a,#!/usr/bin/env -S /opt/none,is run by '/opt/none', which is not on this host",
    })
    void refusesWhatCannotRun(String path, String line, String message) throws IOException {
        Path file = write(path, line.replace("\\r", "\r") + "\nexit 0\n", !path.startsWith("environment.d"));
        assertThat(check()).isEmpty();
        assertThat(problems.list()).singleElement().satisfies(problem -> {
            assertThat(problem.subject()).isEqualTo(file + ":1");
            assertThat(problem.message()).contains(message);
            assertThat(problem.remedy()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "install.d/10-a,#!/bin/bash,false,'is not executable, so it is not run'",
        "install.d/10-a.sh,#!/bin/bash,true,is not run: its name has other characters",
        "install.d/10-a,echo hello,true,so sh runs it",
        "environment.d/10 a,export A=b,false,is not sourced: its name",
    })
    void warnsOfWhatWillNotRunAsItMayBeMeant(String path, String line, boolean executable, String message)
            throws IOException {
        Path file = write(path, line + "\n", executable);
        assertThat(check()).singleElement().satisfies(warning -> {
            assertThat(warning.subject()).isEqualTo(file.toString());
            assertThat(warning.message()).contains(message);
        });
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void warnsOfLinksThatLeadNowhere() throws IOException {
        Files.createDirectories(element.resolve("install.d"));
        write("lib/script", "#!/bin/sh\n", true);
        Files.writeString(directory.resolve("script"), "#!/bin/sh\n");
        Files.createSymbolicLink(element.resolve("install.d/10-good"), Path.of("../lib/script"));
        Files.createSymbolicLink(element.resolve("install.d/20-nowhere"), Path.of("nowhere"));
        Files.createSymbolicLink(element.resolve("install.d/30-loop"), Path.of("30-loop"));
        Files.createSymbolicLink(element.resolve("install.d/40-outside"), Path.of("../../script"));
        assertThat(check())
                .extracting(Problem::toString)
                .allMatch(text -> text.contains("is a link that leads to no file of its element"))
                .extracting(text -> text.substring(0, text.indexOf(':')))
                .containsExactly(
                        element.resolve("install.d/20-nowhere").toString(),
                        element.resolve("install.d/30-loop").toString(),
                        element.resolve("install.d/40-outside").toString());
    }

    @Test
    void dataBesideHooksIsNotLookedAt() throws IOException {
        write("install.d/README.md", "\uFEFFhello\r\n", false);
        write("install.d/data", "x\r\n", false);
        write("install.d/a-source-install/10-a", "#!/bin/bash\n", false);
        assertThat(check()).isEmpty();
        assertThat(problems.list()).extracting(Problem::message).isEmpty();
    }

    private List<Problem> check() throws IOException {
        return HookCheck.run(
                HookTree.of(List.of(new Element("motd", element, List.of(), List.of()))), Command.PATH, problems);
    }

    private Path write(String path, String text, boolean executable) throws IOException {
        Path file = element.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        return file;
    }
}
