package org.vigie.media.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vigie.core.hash.Pdq;
import org.vigie.core.video.FramePick;
import org.vigie.core.video.VideoFrame;

class VideoWireTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private static VideoWire.Request request(FramePick pick) {
        return new VideoWire.Request(42, VideoType.MATROSKA, 1L << 40, pick, 100, 1_000_000, 3600, 1000);
    }

    private DataInputStream in() {
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        List<FramePick> picks = List.of(FramePick.EVERY, FramePick.KEY_FRAMES, FramePick.perSecond(2.5));
        for (FramePick pick : picks) {
            VideoWire.write(out, request(pick));
        }
        List<VideoWire.Message> messages = List.of(
                new VideoWire.Read(5, 65_536),
                new VideoWire.Frame(new VideoFrame(3, new Pdq(-1, 2, -3, 4), 97, 0.125)),
                new VideoWire.Done(640, 480, 30, 2, VideoWire.Cut.CORRUPT),
                new VideoWire.Failed(Fault.TRUNCATED));
        for (VideoWire.Message message : messages) {
            VideoWire.write(out, 42, message);
        }
        VideoWire.writePiece(out, new byte[] {1, 2, 3}, 2);
        DataInputStream in = in();
        for (FramePick pick : picks) {
            assertThat(VideoWire.readRequest(in)).isEqualTo(request(pick));
        }
        for (VideoWire.Message message : messages) {
            assertThat(VideoWire.readMessage(in, request(FramePick.EVERY))).isEqualTo(message);
        }
        byte[] piece = new byte[4];
        assertThat(VideoWire.readPiece(in, piece, 4)).isEqualTo(2);
        assertThat(piece).containsExactly(1, 2, 0, 0);
        assertThat(in.available()).isZero();
    }

    @Test
    void messagesOfAnotherVideoAndPiecesOutOfRangeAreRefused() throws IOException {
        for (VideoWire.Message bad : List.of(
                new VideoWire.Read(-1, 10),
                new VideoWire.Read(0, 0),
                new VideoWire.Read(0, VideoWire.PIECE_MAX + 1),
                new VideoWire.Done(1001, 1000, 1, 0, VideoWire.Cut.NONE),
                new VideoWire.Frame(new VideoFrame(1, new Pdq(0, 0, 0, 0), 1, 3601)))) {
            bytes.reset();
            VideoWire.write(out, 42, bad);
            assertThatThrownBy(() -> VideoWire.readMessage(in(), request(FramePick.EVERY)))
                    .as("%s", bad)
                    .isInstanceOf(Wire.BadMessage.class);
        }
        bytes.reset();
        VideoWire.write(out, 41, new VideoWire.Failed(Fault.CORRUPT));
        assertThatThrownBy(() -> VideoWire.readMessage(in(), request(FramePick.EVERY)))
                .isInstanceOf(Wire.BadMessage.class);
    }

    @Test
    void whateverTheChildSendsIsAMessageOrAnIoException() throws IOException {
        VideoWire.write(out, 42, new VideoWire.Frame(new VideoFrame(3, new Pdq(-1, 2, -3, 4), 97, 0.125)));
        byte[] good = bytes.toByteArray();
        Random random = new Random(3);
        for (int round = 0; round < 20_000; round++) {
            byte[] bad = java.util.Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int change = random.nextInt(4); change > 0 && bad.length > 0; change--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bad));
            try {
                assertThat(VideoWire.readMessage(in, request(FramePick.EVERY))).isNotNull();
            } catch (IOException refused) {
                assertThat(refused).isNotNull();
            }
        }
    }

    @Test
    void videosAreKnownByTheirFirstBytes() {
        assertThat(typeOf("\0\0\0\u0018ftypisom")).contains(VideoType.MP4);
        assertThat(typeOf("\0\0\0\u0008wide")).contains(VideoType.MP4);
        assertThat(typeOf("\u001aE\u00df\u00a3")).contains(VideoType.MATROSKA);
        assertThat(typeOf("RIFF0000AVI LIST")).contains(VideoType.AVI);
        assertThat(typeOf("FLV\u0001\u0005")).contains(VideoType.FLASH);
        assertThat(typeOf("OggS")).contains(VideoType.OGG);
        assertThat(typeOf(("G" + "x".repeat(187)).repeat(4))).contains(VideoType.TRANSPORT_STREAM);
        assertThat(typeOf("1234" + ("G" + "x".repeat(191)).repeat(4))).contains(VideoType.TRANSPORT_STREAM);
        for (String other : List.of("", "G", "Good morning", "RIFF0000WEBP", "\0\0\0\u0018ftypavif", "<html>")) {
            assertThat(typeOf(other)).as(other).isEmpty();
        }
    }

    private static java.util.Optional<VideoType> typeOf(String head) {
        return VideoType.of(head.getBytes(StandardCharsets.ISO_8859_1));
    }
}
