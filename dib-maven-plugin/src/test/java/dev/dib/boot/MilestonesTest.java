// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MilestonesTest {

    private final Milestones milestones = new Milestones(new BootListener() {});

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SeaBIOS (version 1.16.2-debian-1.16.2-1)",
                "BdsDxe: starting Boot0001 \"UEFI Misc Device\"",
                "GRUB loading.",
                "Welcome to GRUB!",
                "Loading Linux 6.1.0-28-amd64 ...",
                "Loading initial ramdisk ...",
                "Booting `Debian GNU/Linux'",
                "EFI stub: Loaded initrd from LINUX_EFI_INITRD_MEDIA_GUID device path",
            })
    void firmwareAndBootLoaderAreNoKernel(String line) {
        milestones.line(line);
        assertThat(milestones.times()).containsOnlyKeys(Milestone.FIRMWARE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[    0.000000] Linux version 6.1.0-28-amd64 (debian-kernel@lists.debian.org)",
                "[   12.345678] random: crng init done",
                "Linux version 3.10.0-1160.el7.x86_64",
                "Loading, please wait...",
                "Begin: Running /scripts/init-premount ... done.",
                "systemd[1]: Detected virtualization qemu.",
            })
    void kernelsAreSeen(String line) {
        milestones.line(line);
        assertThat(milestones.times()).containsOnlyKeys(Milestone.FIRMWARE, Milestone.KERNEL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"debian login: ", "login:", "[   9.876543] x y debian login: ", "a.b-c login: root"})
    void loginPromptsAreSeen(String line) {
        milestones.openLine(line);
        assertThat(milestones.saw(Milestone.LOGIN_PROMPT)).isTrue();
        assertThat(milestones.saw(Milestone.KERNEL))
                .as("only a running system asks")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Last login: Mon Jan  1 on ttyS0", "pam_unix(login:session): session opened"})
    void otherLoginsAreNoPrompt(String line) {
        milestones.line(line);
        assertThat(milestones.saw(Milestone.LOGIN_PROMPT)).isFalse();
    }

    @Test
    void eachIsToldOnce() {
        List<Milestone> told = new ArrayList<>();
        var heard = new Milestones(new BootListener() {
            @Override
            public void milestoneReached(Milestone milestone, Duration after) {
                told.add(milestone);
            }
        });
        heard.openLine("");
        heard.openLine("box login: ");
        heard.openLine("box login: r");
        heard.line("box login: root");
        assertThat(told).containsExactly(Milestone.FIRMWARE, Milestone.KERNEL, Milestone.LOGIN_PROMPT);
    }
}
