// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Remembers whether KVM runs guests on this host.
 *
 * <p>{@code /dev/kvm} proves nothing: there are hosts, virtual machines themselves, where it opens, makes a machine, runs
 * the firmware, and stops at the first kernel. So the first boot is the test. What it shows is kept in a small file, one
 * line {@code <boot id> works|hangs}, and holds until the host is booted again ({@code random(4)}: {@code boot_id}). Remove
 * the file to have it tested anew.
 */
public final class KvmVerdicts {

    private static final Path DEVICE = Path.of("/dev/kvm");
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final Path file;
    private final Path device;
    private final Path bootId;

    /**
     * Verdicts about this host.
     *
     * @param file where they are kept, such as {@code ~/.cache/dib/kvm}; its directory is made
     */
    public KvmVerdicts(Path file) {
        this(file, DEVICE, BOOT_ID);
    }

    KvmVerdicts(Path file, Path device, Path bootId) {
        this.file = file;
        this.device = device;
        this.bootId = bootId;
    }

    /**
     * What to start a machine with.
     *
     * @param onTrial whether KVM is not proven yet, and another accelerator takes over if it fails
     */
    record Choice(Accelerator accelerator, boolean onTrial) {}

    Choice choose(Acceleration wanted) throws IOException {
        if (wanted != Acceleration.AUTO) {
            return new Choice(wanted == Acceleration.KVM ? Accelerator.KVM : Accelerator.TCG, false);
        }
        if (!Files.isReadable(device) || !Files.isWritable(device)) {
            return new Choice(Accelerator.TCG, false);
        }
        String known = Files.isReadable(file) ? Files.readString(file).strip() : "";
        if (known.equals(line(true))) {
            return new Choice(Accelerator.KVM, false);
        }
        if (known.equals(line(false))) {
            return new Choice(Accelerator.TCG, false);
        }
        return new Choice(Accelerator.KVM, true);
    }

    /** Keeps what a trial showed. */
    void record(boolean works) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path partial = Files.createTempFile(directory, "kvm", ".part");
        Files.writeString(partial, line(works) + "\n");
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private String line(boolean works) throws IOException {
        return Files.readString(bootId).strip() + (works ? " works" : " hangs");
    }
}
