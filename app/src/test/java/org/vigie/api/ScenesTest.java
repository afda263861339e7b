package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.Pdq;
import org.vigie.core.probe.ProbeLimits;
import org.vigie.core.video.VideoFrame;

class ScenesTest {
    private final Random random = new Random(7);

    private byte[] bits() {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        return bits;
    }

    private static Pdq pdq(byte[] bits) {
        return Pdq.of(HashValue.of(HashAlgorithm.PDQ, bits));
    }

    @Test
    void whatResemblesAnEarlierFrameIsNoSceneOfItsOwn() {
        byte[] first = bits();
        byte[] near = first.clone();
        near[3] ^= (byte) 0xff;
        byte[] other = bits();
        List<VideoFrame> frames = List.of(
                new VideoFrame(0, pdq(first), 100, 0),
                new VideoFrame(1, pdq(near), 100, 0.5),
                new VideoFrame(2, pdq(other), Pdq.QUALITY_MIN - 1, 1),
                new VideoFrame(3, pdq(other), Pdq.QUALITY_MIN, 1.5),
                new VideoFrame(4, pdq(first), 100, 2));
        assertThat(Scenes.of(frames)).containsExactly(pdq(first), pdq(other));
        assertThat(Scenes.of(List.of())).isEmpty();
    }

    @Test
    void aWalkBitByBitIsCountedWhereItHasLeftWhatIsNear() {
        byte[] bits = bits();
        List<VideoFrame> walk = new ArrayList<>();
        for (int bit = 0; bit < 256; bit++) {
            bits[bit / 8] ^= (byte) (1 << (bit % 8));
            walk.add(new VideoFrame(bit, pdq(bits), 100, bit / 2.0));
        }
        var scenes = Scenes.of(walk);
        assertThat(scenes).hasSize(256 / (ProbeLimits.NEAR_BITS + 1));
        for (int i = 1; i < scenes.size(); i++) {
            assertThat(scenes.get(i).distance(scenes.get(i - 1))).isGreaterThan(ProbeLimits.NEAR_BITS);
        }
    }
}
