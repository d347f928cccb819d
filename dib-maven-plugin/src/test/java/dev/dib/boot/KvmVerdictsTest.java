// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KvmVerdictsTest {

    @TempDir
    Path host;

    private KvmVerdicts verdicts;

    @BeforeEach
    void hostWithKvm() throws IOException {
        Files.createFile(host.resolve("kvm"));
        Files.writeString(host.resolve("boot_id"), "first-boot\n");
        verdicts = new KvmVerdicts(host.resolve("cache/dib/kvm"), host.resolve("kvm"), host.resolve("boot_id"));
    }

    @Test
    void theFirstBootIsATrial() throws IOException {
        assertThat(verdicts.choose(Acceleration.AUTO)).isEqualTo(new KvmVerdicts.Choice(Accelerator.KVM, true));
    }

    @Test
    void whatATrialShowedHolds() throws IOException {
        verdicts.record(true);
        assertThat(verdicts.choose(Acceleration.AUTO)).isEqualTo(new KvmVerdicts.Choice(Accelerator.KVM, false));
        verdicts.record(false);
        assertThat(verdicts.choose(Acceleration.AUTO)).isEqualTo(new KvmVerdicts.Choice(Accelerator.TCG, false));
    }

    @Test
    void theNextBootOfTheHostIsATrialAgain() throws IOException {
        verdicts.record(false);
        Files.writeString(host.resolve("boot_id"), "second-boot\n");
        assertThat(verdicts.choose(Acceleration.AUTO)).isEqualTo(new KvmVerdicts.Choice(Accelerator.KVM, true));
    }

    @Test
    void nothingIsTriedWithoutTheDevice() throws IOException {
        Files.delete(host.resolve("kvm"));
        assertThat(verdicts.choose(Acceleration.AUTO)).isEqualTo(new KvmVerdicts.Choice(Accelerator.TCG, false));
    }

    @Test
    void theUserHasTheLastWord() throws IOException {
        verdicts.record(false);
        assertThat(verdicts.choose(Acceleration.KVM)).isEqualTo(new KvmVerdicts.Choice(Accelerator.KVM, false));
        verdicts.record(true);
        assertThat(verdicts.choose(Acceleration.TCG)).isEqualTo(new KvmVerdicts.Choice(Accelerator.TCG, false));
    }

    @Test
    void nonsenseInTheFileIsNoVerdict() throws IOException {
        Files.createDirectories(host.resolve("cache/dib"));
        Files.writeString(host.resolve("cache/dib/kvm"), "first-boot perhaps\n");
        assertThat(verdicts.choose(Acceleration.AUTO).onTrial()).isTrue();
    }
}
