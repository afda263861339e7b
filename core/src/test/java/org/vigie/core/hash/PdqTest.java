package org.vigie.core.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PdqTest {
    private static final Pdq ZERO = new Pdq(0, 0, 0, 0);

    @Property
    void textIsReadAsItIsWritten(@ForAll long w0, @ForAll long w1, @ForAll long w2, @ForAll long w3) {
        Pdq hash = new Pdq(w0, w1, w2, w3);

        assertThat(Pdq.parse(hash.hex())).isEqualTo(hash);
        assertThat(Pdq.of(hash.value())).isEqualTo(hash);
        assertThat(hash.hex()).hasSize(64).startsWith("%016x".formatted(w0)).endsWith("%016x".formatted(w3));
    }

    @Property
    void distanceIsTheSameBothWaysAndNothingToItself(@ForAll long seed, @ForAll long other) {
        Pdq one = new Pdq(seed, ~seed, other, seed ^ other);
        Pdq two = new Pdq(other, seed + other, ~seed, other);

        assertThat(one.distance(two)).isEqualTo(two.distance(one)).isBetween(0, Pdq.BITS);
        assertThat(one.distance(one)).isZero();
    }

    @Property
    void eachBitCountsOnce(@ForAll @IntRange(max = 63) int bit) {
        long flipped = 1L << bit;

        assertThat(ZERO.distance(new Pdq(flipped, 0, 0, 0))).isEqualTo(1);
        assertThat(ZERO.distance(new Pdq(0, flipped, 0, flipped))).isEqualTo(2);
        assertThat(ZERO.distance(new Pdq(flipped, flipped, flipped, flipped))).isEqualTo(4);
    }

    @Test
    void oppositeHashesAreFarthest() {
        assertThat(ZERO.distance(new Pdq(-1, -1, -1, -1))).isEqualTo(256);
    }

    @Test
    void otherAlgorithmsOfTheSameLengthAreRefused() {
        HashValue sha256 = new HashValue(HashAlgorithm.SHA256, "00".repeat(32));

        assertThatIllegalArgumentException().isThrownBy(() -> Pdq.of(sha256));
    }

    @ParameterizedTest
    @CsvSource({"0, false", "49, false", "50, true", "100, true"})
    void onlyHashesOfSomeQualityAreUsable(int quality, boolean usable) {
        assertThat(hashes(ZERO, quality).hasUsablePdq()).isEqualTo(usable);
        assertThat(hashes(null, 0).hasUsablePdq()).isFalse();
    }

    @Test
    void hashesOfAFileStandInTheirOwnPlace() {
        HashValue md5 = new HashValue(HashAlgorithm.MD5, "00".repeat(16));

        assertThatIllegalArgumentException().isThrownBy(() -> new MediaHashes(md5, md5, md5, null, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> hashes(null, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> hashes(ZERO, 101));
    }

    private static MediaHashes hashes(@Nullable Pdq pdq, int quality) {
        return new MediaHashes(
                new HashValue(HashAlgorithm.MD5, "00".repeat(16)),
                new HashValue(HashAlgorithm.SHA1, "00".repeat(20)),
                new HashValue(HashAlgorithm.SHA256, "00".repeat(32)),
                pdq,
                quality);
    }
}
