// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What QEMU is started with. The machine is a q35 without defaults, its disk and network are virtio; the serial port is a
 * socket, and QEMU waits for the other end before it starts the guest, so that nothing of the console is lost.
 *
 * @param overlay the disk, qcow2
 * @param uefi code and this machine's own variables
 * @param serial the socket's path
 * @param sshPort port of the loopback interface that leads to the guest's port 22
 */
record QemuLine(
        BootSpec spec,
        Accelerator accelerator,
        Optional<Path> overlay,
        Optional<HostPrograms.UefiFirmware> uefi,
        Path serial,
        int sshPort) {

    List<String> words() {
        List<String> words = new ArrayList<>(List.of(
                HostPrograms.QEMU, "-nodefaults", "-no-user-config", "-no-reboot", "-display", "none", "-vga", "std"));
        // Without graphics SeaBIOS, and through it every boot loader, writes to the serial port too.
        add(words, "-machine", "q35,graphics=off");
        if (accelerator == Accelerator.KVM) {
            add(words, "-accel", "kvm");
            add(words, "-cpu", "host");
        } else {
            add(words, "-accel", "tcg,thread=multi");
            // The default CPU is older than what current distributions are compiled for (x86-64-v2).
            add(words, "-cpu", "max");
        }
        add(words, "-m", String.valueOf(spec.memory()));
        add(words, "-smp", String.valueOf(spec.cpus()));
        add(words, "-chardev", "socket,id=serial,server=on,wait=on,path=" + escaped(serial));
        add(words, "-serial", "chardev:serial");
        add(words, "-device", "virtio-rng-pci");
        uefi.ifPresent(firmware -> {
            add(words, "-drive", "if=pflash,format=raw,unit=0,readonly=on,file=" + escaped(firmware.code()));
            add(words, "-drive", "if=pflash,format=raw,unit=1,file=" + escaped(firmware.variables()));
        });
        // The overlay is thrown away: nothing has to be on the host's disk at any time.
        overlay.ifPresent(file ->
                add(words, "-drive", "if=virtio,format=qcow2,cache=unsafe,discard=unmap,file=" + escaped(file)));
        spec.kernel().ifPresent(kernel -> kernel(kernel, words));
        for (int i = 0; i < spec.nics(); i++) {
            nic(i, words);
        }
        return words;
    }

    private static void kernel(DirectKernel kernel, List<String> words) {
        add(words, "-kernel", kernel.kernel().toString());
        kernel.initrd().ifPresent(initrd -> add(words, "-initrd", initrd.toString()));
        if (!kernel.append().isEmpty()) {
            add(words, "-append", kernel.append());
        }
    }

    private void nic(int index, List<String> words) {
        String network =
                "user,id=net" + index + ",net=10.0." + (2 + index) + ".0/24,ipv6-net=fd00:d1b:" + index + "::/64";
        add(words, "-netdev", index == 0 ? network + ",hostfwd=tcp:127.0.0.1:" + sshPort + "-:22" : network);
        // No option ROM: the firmware would try to boot from the network.
        add(words, "-device", "virtio-net-pci,romfile=,netdev=net" + index);
    }

    private static void add(List<String> words, String option, String value) {
        words.add(option);
        words.add(value);
    }

    /** A comma ends a value in QEMU's options; two stand for one. */
    private static String escaped(Path path) {
        return path.toString().replace(",", ",,");
    }
}
