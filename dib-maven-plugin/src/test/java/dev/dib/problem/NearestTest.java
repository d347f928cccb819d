// SPDX-License-Identifier: Apache-2.0
package dev.dib.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> KNOWN = List.of("debian", "debian-minimal", "ubuntu", "vm");

    @ParameterizedTest
    @CsvSource({
        "debain,debian",
        "debian-minmal,debian-minimal",
        "ubunto,ubuntu",
        "wm,vm",
        "debian,debian",
        "DEBIAN,debian"
    })
    void findsWhatWasMeant(String wrong, String right) {
        assertThat(Nearest.to(wrong, KNOWN)).contains(right);
    }

    @Test
    void saysNothingIfNothingIsNear() {
        assertThat(Nearest.to("fedora", KNOWN)).isEmpty();
        assertThat(Nearest.to("x", List.of())).isEmpty();
        assertThat(Nearest.remedy("fedora", KNOWN, "otherwise")).isEqualTo("otherwise");
    }

    @Test
    void prefersTheNearerAndThenTheFirstByName() {
        assertThat(Nearest.to("abcdef", List.of("abcdxy", "abcdex"))).contains("abcdex");
        assertThat(Nearest.to("abc", List.of("abz", "aby"))).contains("aby");
    }

    @Test
    void capitalsCountOnlyBetweenEquals() {
        assertThat(Nearest.to("Gib", List.of("GiB", "gib"))).contains("GiB");
        assertThat(Nearest.to("gIb", List.of("GiB", "gib"))).contains("gib");
    }

    @Test
    void namesAllIfNothingIsNear() {
        assertThat(Nearest.remedy("fedora", List.of("vm", "debian"))).isEqualTo("use one of debian, vm");
    }

    @Test
    void doesNotCompareWhatCannotBeNear() {
        assertThat(Nearest.to("x".repeat(1_000_000), KNOWN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"abc,abc,0", "abc,acb,1", "abc,ab,1", "kitten,sitting,3", "'',abc,3", "ca,abc,3"})
    void measuresOptimalStringAlignment(String a, String b, int distance) {
        assertThat(Nearest.distance(a, b)).isEqualTo(distance);
    }

    @RepeatedTest(50)
    void distanceIsSymmetricAndBounded(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        String a = word(random);
        String b = word(random);
        assertThat(Nearest.distance(a, b))
                .as("%s %s", a, b)
                .isEqualTo(Nearest.distance(b, a))
                .isBetween(Math.abs(a.length() - b.length()), Math.max(a.length(), b.length()));
    }

    private static String word(Random random) {
        return random.ints(random.nextInt(8), 'a', 'd')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
