package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What is drawn is read by a library that others wrote. */
class QrSquaresTest {
    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\3z");

    @RepeatedTest(20)
    void aKeyIsReadBack() throws Exception {
        var secret = SignInService.Secret.fresh(new SecureRandom());
        assertThat(read(secret.picture())).isEqualTo(secret.setup());
    }

    @Test
    void lettersOfAllKindsAreReadBack() throws Exception {
        String text = "é€ 漢字 \uD83D\uDD2D";
        assertThat(read(QrSquares.of(text))).isEqualTo(text);
    }

    @Test
    void theEdgeIsWhiteAndNothingIsTold() {
        var squares = QrSquares.of("https://vigie.example/");
        var runs = RUN.matcher(squares.path());
        while (runs.find()) {
            int from = Integer.parseInt(runs.group(1));
            assertThat(from).isGreaterThanOrEqualTo(QrSquares.EDGE);
            assertThat(from + Integer.parseInt(runs.group(3))).isLessThanOrEqualTo(squares.size() - QrSquares.EDGE);
            assertThat(Integer.parseInt(runs.group(2))).isBetween(QrSquares.EDGE, squares.size() - QrSquares.EDGE - 1);
        }
        assertThat(squares).hasToString("QrSquares");
    }

    /** The squares without their edge, as the reader takes them. */
    private static String read(QrSquares squares) throws Exception {
        assertThat(RUN.matcher(squares.path()).replaceAll("")).isEmpty();
        var bits = new BitMatrix(squares.size() - 2 * QrSquares.EDGE);
        var runs = RUN.matcher(squares.path());
        while (runs.find()) {
            bits.setRegion(
                    Integer.parseInt(runs.group(1)) - QrSquares.EDGE,
                    Integer.parseInt(runs.group(2)) - QrSquares.EDGE,
                    Integer.parseInt(runs.group(3)),
                    1);
        }
        return new Decoder().decode(bits).getText();
    }
}
