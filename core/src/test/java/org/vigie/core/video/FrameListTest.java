package org.vigie.core.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.Pdq;

class FrameListTest {
    private static final List<VideoFrame> FRAMES = List.of(
            new VideoFrame(0, new Pdq(1, -2, 3, -4), 100, 0),
            new VideoFrame(7, new Pdq(5, 6, 7, 8), 0, 0.2334),
            new VideoFrame(9, new Pdq(-1, -1, -1, -1), 51, 99_999.999));

    @Test
    void framesAreReadAsTheyWereStored() {
        byte[] stored = FrameList.bytes(FRAMES);
        assertThat(stored).hasSize(3 * FrameList.FRAME_BYTES);
        assertThat(FrameList.read(stored))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("seconds")
                .isEqualTo(FRAMES);
        assertThat(FrameList.read(stored)).extracting(VideoFrame::seconds).containsExactly(0.0, 0.233, 99_999.999);
        assertThat(FrameList.name(FrameList.read(stored)))
                .as("to the millisecond the same")
                .isEqualTo(FrameList.name(FRAMES));
    }

    @Test
    void anyOtherFrameIsAnotherName() {
        assertThat(FrameList.name(FRAMES).algorithm()).isEqualTo(HashAlgorithm.VPDQ);
        assertThat(FrameList.name(FRAMES.subList(0, 2))).isNotEqualTo(FrameList.name(FRAMES));
        assertThat(FrameList.line(FRAMES.get(1)))
                .isEqualTo("7,0,0000000000000005000000000000000600000000000000070000000000000008,0.233");
    }

    @Test
    void aPublishedFileIsNamedByItsBytes() throws IOException, NoSuchAlgorithmException {
        assumeTrue(SampleVideos.areThere(), "skipped: the published lists are not there");
        for (String name : SampleVideos.names()) {
            byte[] file = Files.readAllBytes(SampleVideos.FOLDER.resolve(name + ".txt"));
            assertThat(FrameList.name(SampleVideos.frames(name)).hex())
                    .as(name)
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
        }
    }
}
