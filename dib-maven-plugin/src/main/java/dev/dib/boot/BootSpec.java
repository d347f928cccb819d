// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A boot: the machine, the state that it has to reach, and what is then expected of it. Made, and checked, by
 * {@link #builder(String)}.
 *
 * @param name names the report and the console log: letters, digits, {@code . _ -}
 * @param disk the image; absent only with a direct kernel that needs none
 * @param kernel a kernel to load without the image's boot loader
 * @param memory MiB
 * @param cpus number of processors
 * @param nics network interfaces, each on a network of its own with DHCP; the first one's port 22 is forwarded
 * @param diskSize virtual size in bytes that the guest sees; that of the image if absent
 * @param console the file that takes all that the guest writes to its serial console
 */
public record BootSpec(
        String name,
        Optional<DiskImage> disk,
        Optional<DirectKernel> kernel,
        Firmware firmware,
        Acceleration acceleration,
        int memory,
        int cpus,
        int nics,
        OptionalLong diskSize,
        Optional<Login> login,
        WantedState wanted,
        List<Assertion> assertions,
        Limits limits,
        Path console) {

    public BootSpec {
        assertions = List.copyOf(assertions);
    }

    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Whether anything has to reach the guest this way. */
    public boolean uses(Channel channel) {
        boolean wants = channel == Channel.SSH && wanted instanceof WantedState.SshReachable;
        wants |= wanted instanceof WantedState.SystemRunning running && running.via() == channel;
        return wants || assertions.stream().anyMatch(assertion -> assertion.via() == channel);
    }

    /** Gathers a boot; what is not set has the default that is named at its setter. */
    public static final class Builder {

        private final String name;
        private Optional<DiskImage> disk = Optional.empty();
        private Optional<DirectKernel> kernel = Optional.empty();
        private Firmware firmware = Firmware.BIOS;
        private Acceleration acceleration = Acceleration.AUTO;
        private int memory = 1024;
        private int cpus = 2;
        private int nics = 1;
        private OptionalLong diskSize = OptionalLong.empty();
        private Optional<Login> login = Optional.empty();
        private WantedState wanted = new WantedState.LoginPrompt();
        private List<Assertion> assertions = List.of();
        private Limits limits = Limits.DEFAULT;
        private Optional<Path> console = Optional.empty();

        private Builder(String name) {
            this.name = name;
        }

        public Builder disk(Path path, DiskFormat format) {
            this.disk = Optional.of(new DiskImage(path, format));
            return this;
        }

        public Builder kernel(Path kernelFile, Optional<Path> initrd, String append) {
            this.kernel = Optional.of(new DirectKernel(kernelFile, initrd, append));
            return this;
        }

        /** BIOS if not set. */
        public Builder firmware(Firmware value) {
            this.firmware = value;
            return this;
        }

        /** AUTO if not set. */
        public Builder acceleration(Acceleration value) {
            this.acceleration = value;
            return this;
        }

        /** In MiB; 1024 if not set. */
        public Builder memory(int mebibytes) {
            this.memory = mebibytes;
            return this;
        }

        /** 2 if not set. */
        public Builder cpus(int value) {
            this.cpus = value;
            return this;
        }

        /** 1 if not set. */
        public Builder nics(int value) {
            this.nics = value;
            return this;
        }

        /** In bytes; the image's own virtual size if not set. */
        public Builder diskSize(long bytes) {
            this.diskSize = OptionalLong.of(bytes);
            return this;
        }

        public Builder login(Login value) {
            this.login = Optional.of(value);
            return this;
        }

        /** A login prompt on the serial console if not set. */
        public Builder wanted(WantedState value) {
            this.wanted = value;
            return this;
        }

        /** None if not set. */
        public Builder assertions(List<Assertion> value) {
            this.assertions = List.copyOf(value);
            return this;
        }

        /** {@link Limits#DEFAULT} if not set. */
        public Builder limits(Limits value) {
            this.limits = value;
            return this;
        }

        /** Has to be set. The file is written anew; its directory is made. */
        public Builder console(Path log) {
            this.console = Optional.of(log);
            return this;
        }

        /**
         * Checks the whole and makes it.
         *
         * @throws dev.dib.problem.ProblemException with every problem: values out of range, files that are missing,
         *     commands without a way to reach the guest, regular expressions that are none
         */
        public BootSpec build() {
            var spec = new BootSpec(
                    name,
                    disk,
                    kernel,
                    firmware,
                    acceleration,
                    memory,
                    cpus,
                    nics,
                    diskSize,
                    login,
                    wanted,
                    assertions,
                    limits,
                    console.orElse(Path.of("")));
            new BootSpecCheck(spec).problems().throwIfAny();
            return spec;
        }
    }
}
