package org.vigie.core.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ReceiptCodeTest {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private final Random random = new Random(7);

    @Test
    void isReadBackHoweverItIsTyped() {
        for (int i = 0; i < 1_000; i++) {
            var code = ReceiptCode.random(random);

            assertThat(code.text()).hasSize(16).matches("[0-9A-HJKMNP-TV-Z]{16}");
            assertThat(ReceiptCode.parse(code.text())).contains(code);
            assertThat(ReceiptCode.parse(" " + code.grouped().toLowerCase(java.util.Locale.ROOT) + "\u00a0"))
                    .contains(code);
            assertThat(ReceiptCode.parse(code.text().replace('1', 'l').replace('0', 'o')))
                    .contains(code);
        }
    }

    @Test
    void noticesEveryWrongCharacter() {
        var text = ReceiptCode.random(random).text();
        for (int place = 0; place < text.length(); place++) {
            for (int i = 0; i < ALPHABET.length(); i++) {
                char other = ALPHABET.charAt(i);
                if (other != text.charAt(place)) {
                    var wrong = text.substring(0, place) + other + text.substring(place + 1);
                    assertThat(ReceiptCode.parse(wrong)).as(wrong).isEmpty();
                }
            }
        }
    }

    @Test
    void noticesEveryExchangeOfTwoCharacters() {
        var text = ReceiptCode.random(random).text();
        for (int i = 0; i < text.length(); i++) {
            for (int j = i + 1; j < text.length(); j++) {
                if (text.charAt(i) != text.charAt(j)) {
                    var exchanged = new StringBuilder(text);
                    exchanged.setCharAt(i, text.charAt(j));
                    exchanged.setCharAt(j, text.charAt(i));
                    assertThat(ReceiptCode.parse(exchanged.toString())).isEmpty();
                }
            }
        }
    }

    @Test
    void refusesOtherLengthsAndCharacters() {
        for (var typed : new String[] {"", "ABC", "0".repeat(15), "0".repeat(17), "U".repeat(16), "é".repeat(16)}) {
            assertThat(ReceiptCode.parse(typed)).isEmpty();
        }
    }

    @Test
    void isNotPrintedByAccident() {
        var code = ReceiptCode.random(random);

        assertThat(code.toString()).doesNotContain(code.text());
    }
}
