package org.vigie.media.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vigie.core.hash.Dihedral;
import org.vigie.core.hash.Pdq;
import org.vigie.core.hash.PdqResult;

class WireTest {
    private static final long PIXELS_MAX = 100_000_000;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private DataInputStream in() {
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static Wire.PictureHash picture(int width, int height) {
        return new Wire.PictureHash(
                width, height, 6, List.of(frame(0), frame(9)), DecoderName.IMAGEIO, DecodeMode.REDUCED);
    }

    private static Wire.Frame frame(int number) {
        Pdq pdq = new Pdq(-1, 2, -3, number);
        List<Pdq> positions = new ArrayList<>(List.of(pdq));
        for (int position = 1; position < Dihedral.values().length; position++) {
            positions.add(new Pdq(position, 2, 3, 4));
        }
        return new Wire.Frame(number, new PdqResult(pdq, 97, 255), positions);
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Wire.write(out, new Wire.Hello(0b1010101, true));
        Wire.write(out, new Wire.Request(42, PictureType.GIF, DecodeMode.FIRST_512, 16, new byte[] {1, 2, 3}));
        Wire.write(out, 42, picture(640, 480));
        Wire.write(out, 43, new Wire.Failed(Fault.TRUNCATED));

        DataInputStream in = in();
        assertThat(Wire.readHello(in)).isEqualTo(new Wire.Hello(0b1010101, true));
        Wire.Request request = Wire.readRequest(in, 3);
        assertThat(request.nonce()).isEqualTo(42);
        assertThat(request.type()).isEqualTo(PictureType.GIF);
        assertThat(request.mode()).isEqualTo(DecodeMode.FIRST_512);
        assertThat(request.framesMax()).isEqualTo(16);
        assertThat(request.bytes()).containsExactly(1, 2, 3);
        assertThat(Wire.readReply(in, 42, PIXELS_MAX)).isEqualTo(picture(640, 480));
        assertThat(Wire.readReply(in, 43, PIXELS_MAX)).isEqualTo(new Wire.Failed(Fault.TRUNCATED));
        assertThat(in.available()).isZero();
    }

    @Test
    void anAnswerToAnotherQuestionIsRefused() throws IOException {
        Wire.write(out, 42, picture(1, 1));
        assertThatThrownBy(() -> Wire.readReply(in(), 41, PIXELS_MAX)).isInstanceOf(Wire.BadMessage.class);
    }

    @Test
    void morePixelsThanAllowedCannotHaveBeenDecoded() throws IOException {
        Wire.write(out, 1, picture(10_001, 10_000));
        assertThatThrownBy(() -> Wire.readReply(in(), 1, PIXELS_MAX)).isInstanceOf(Wire.BadMessage.class);
    }

    @Test
    void aRequestThatIsTooLongIsRefusedBeforeItIsRead() throws IOException {
        Wire.write(out, new Wire.Request(1, PictureType.PNG, DecodeMode.REDUCED, 1, new byte[4]));
        assertThatThrownBy(() -> Wire.readRequest(in(), 3)).isInstanceOf(Wire.BadMessage.class);
    }

    @Test
    void whateverTheChildSendsIsAnAnswerOrAnIoException() throws IOException {
        Wire.write(out, 7, picture(640, 480));
        byte[] good = bytes.toByteArray();
        Random random = new Random(3);
        for (int round = 0; round < 20_000; round++) {
            byte[] bad = java.util.Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int change = random.nextInt(4); change > 0 && bad.length > 0; change--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            try {
                Wire.Reply reply = Wire.readReply(new DataInputStream(new ByteArrayInputStream(bad)), 7, PIXELS_MAX);
                if (reply instanceof Wire.PictureHash hash) {
                    assertThat(hash.pdq().quality()).isBetween(0, 100);
                    assertThat(hash.orientation()).isBetween(1, 8);
                    assertThat(hash.frames()).hasSizeBetween(1, Wire.FRAMES_MAX);
                    assertThat((long) hash.width() * hash.height()).isBetween(1L, PIXELS_MAX);
                }
            } catch (IOException refused) {
                assertThat(refused).isNotNull();
            }
        }
    }
}
