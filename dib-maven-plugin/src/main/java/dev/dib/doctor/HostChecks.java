// SPDX-License-Identifier: Apache-2.0
package dev.dib.doctor;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.Sandbox;
import dev.dib.sandbox.SandboxSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Looks whether a host can do the work of builds and boots. */
public final class HostChecks {

    /** The tool that maps ids is needed by ordinary users only, so it is no part of a {@link Need}. */
    private static final Tool ID_MAPPER = Tool.of("newuidmap", "uidmap", "maps user ids");

    /** What cannot be told from files. */
    interface Trial {

        List<Problem> foreseen() throws IOException;

        /** Opens a sandbox; the sentence says how that went. */
        String open() throws IOException, InterruptedException;
    }

    private final Path root;
    private final boolean superuser;
    private final Trial trial;

    HostChecks(Path root, boolean superuser, Trial trial) {
        this.root = root;
        this.superuser = superuser;
        this.trial = trial;
    }

    /**
     * Checks of this host.
     *
     * @param scratch a folder in which a sandbox may be tried
     */
    public static HostChecks ofThisHost(Path scratch) throws IOException {
        return new HostChecks(Path.of("/"), isSuperuser(), new RealTrial(scratch));
    }

    /** Whether this process has uid 0. */
    public static boolean isSuperuser() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    /**
     * What stands in the way of some work, told without trying anything: in milliseconds, before a build begins.
     *
     * @return everything that is missing; empty if the work can begin
     */
    public List<Problem> problems(Set<Need> needs) throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (Need need : needs) {
            findings.addAll(tools(need));
        }
        if (needs.contains(Need.SANDBOX)) {
            findings.addAll(foreseen());
        }
        if (needs.contains(Need.LOOP_DEVICE)) {
            findings.addAll(loopDevices());
        }
        return findings.stream()
                .filter(finding -> finding.state() == Finding.State.BAD)
                .map(Finding::problem)
                .distinct()
                .toList();
    }

    /** All that is to be said about some work; a sandbox is opened to see whether that works. */
    public List<Finding> examine(Set<Need> needs) throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        if (needs.contains(Need.SANDBOX)) {
            findings.addAll(sandbox());
        }
        for (Need need : needs) {
            findings.addAll(tools(need));
        }
        if (needs.contains(Need.LOOP_DEVICE)) {
            findings.addAll(loopDevices());
        }
        return findings.stream().distinct().toList();
    }

    private List<Finding> sandbox() throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>(foreseen());
        boolean hopeless = findings.stream().anyMatch(finding -> finding.state() == Finding.State.BAD);
        boolean lacksTools = tools(Need.SANDBOX).stream().anyMatch(finding -> finding.state() == Finding.State.BAD);
        if (!hopeless && !lacksTools) {
            try {
                findings.add(Finding.good("sandbox", trial.open()));
            } catch (ProblemException e) {
                e.problems().forEach(problem -> findings.add(Finding.bad(problem)));
            }
        }
        return findings;
    }

    private List<Finding> foreseen() throws IOException {
        List<Finding> findings = new ArrayList<>();
        if (!superuser) {
            findings.add(look(ID_MAPPER));
        }
        trial.foreseen().stream()
                .filter(problem -> !problem.subject().equals(ID_MAPPER.name()))
                .forEach(problem -> findings.add(Finding.bad(problem)));
        return findings;
    }

    private List<Finding> loopDevices() {
        if (!superuser) {
            return List.of(Finding.bad(new Problem(
                    "file system",
                    "xfs and btrfs are filled through a mount, which the kernel allows to root only",
                    "build as root, or use 'type: ext4'; FS_TYPE=ext4 if the type comes from there")));
        }
        return Files.exists(root.resolve("dev/loop-control"))
                ? List.of()
                : List.of(Finding.bad(new Problem(
                        "/dev/loop-control",
                        "is not there: xfs and btrfs are filled through a loop device",
                        "load the kernel's module 'loop', or let the container have loop devices")));
    }

    private List<Finding> tools(Need need) {
        return Tool.allFor(need).stream().map(this::look).toList();
    }

    private Finding look(Tool tool) {
        return tool.alternatives().stream()
                .map(this::find)
                .flatMap(Optional::stream)
                .findFirst()
                .map(path -> Finding.good(path.getFileName().toString(), tool.purpose()))
                .orElseGet(() -> Finding.missing(tool));
    }

    private Optional<Path> find(String name) {
        if (name.startsWith("/")) {
            return Optional.of(root.resolve(name.substring(1))).filter(Files::isReadable);
        }
        return Stream.of(Command.PATH.split(":", -1))
                .map(folder -> root.resolve(folder.substring(1)).resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** With the real sandbox. */
    private record RealTrial(Path scratch) implements Trial {

        @Override
        public List<Problem> foreseen() throws IOException {
            return Sandbox.foreseenProblems();
        }

        @Override
        public String open() throws IOException, InterruptedException {
            Path directory = scratch.resolve("dib-doctor-" + UUID.randomUUID());
            try (Sandbox sandbox = Sandbox.open(SandboxSpec.of(directory))) {
                sandbox.check(Command.of("true"));
                return sandbox.unprivileged() ? "opens, as an ordinary user with subordinate ids" : "opens, as root";
            }
        }
    }
}
