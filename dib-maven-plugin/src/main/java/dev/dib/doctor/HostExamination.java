// SPDX-License-Identifier: Apache-2.0
package dev.dib.doctor;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.sandbox.Sandbox;
import dev.dib.sandbox.SandboxSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Looks at what this host offers to builds. Where it can, it tries instead of guessing. */
public final class HostExamination {

    private static final long GIB = 1L << 30;
    private static final long DISK_NEEDED = 5 * GIB;

    private final Path place;

    /**
     * @param place where builds would work: space is looked for there, and a sandbox is tried
     */
    public HostExamination(Path place) {
        this.place = place;
    }

    /** Everything that was found out, what is good too. */
    public List<Finding> run() throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        findings.add(sandbox());
        for (HostProgram program : HostProgram.all()) {
            Optional<Path> found = program.find();
            findings.add(new Finding(
                    found.isPresent(),
                    program.program(),
                    found.map(path -> path.toString())
                            .orElse("missing, needed for " + program.purpose() + " (package " + program.debianPackage()
                                    + ")")));
        }
        findings.add(space());
        findings.add(kvm());
        return findings;
    }

    /** The command that installs everything that is missing. */
    public Optional<String> installation() {
        return HostProgram.installation(HostProgram.all());
    }

    private Finding sandbox() throws IOException, InterruptedException {
        Path scratch = place.resolve("dib-doctor-" + UUID.randomUUID());
        try (Sandbox sandbox = Sandbox.open(SandboxSpec.of(scratch))) {
            return new Finding(
                    true, "sandbox", sandbox.unprivileged() ? "works, as an ordinary user" : "works, as root");
        } catch (ProblemException e) {
            return new Finding(
                    false,
                    "sandbox",
                    String.join(
                            "; ", e.problems().stream().map(Problem::toString).toList()));
        }
    }

    private Finding space() throws IOException {
        long free = Files.getFileStore(place).getUsableSpace();
        return new Finding(
                free >= DISK_NEEDED,
                "disk",
                free / GIB + " GiB free at " + place + (free >= DISK_NEEDED ? "" : ", a build takes about 5"));
    }

    private static Finding kvm() {
        boolean there = Files.isReadable(Path.of("/dev/kvm")) && Files.isWritable(Path.of("/dev/kvm"));
        return new Finding(
                true,
                "KVM",
                there
                        ? "/dev/kvm is there; dib:boot uses it once a guest has run with it"
                        : "none, dib:boot emulates in software, which takes a minute for a boot");
    }
}
