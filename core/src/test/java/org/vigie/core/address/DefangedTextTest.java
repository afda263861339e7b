package org.vigie.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefangedTextTest {
    @ParameterizedTest
    @CsvSource({
        "see http://pictures.example/a.jpg now, see hxxp://pictures[.]example/a.jpg now",
        "HTTPS://A.B.Example?q, hxxpS://A[.]B[.]Example?q",
        "(https://[2001:db8::1]/x), (hxxps://[2001:db8::1]/x)",
        "ftp://files.example, fxp://files[.]example",
        "at www.pictures.example/b, at www[.]pictures[.]example/b",
        "http://a.example http://b.example, hxxp://a[.]example hxxp://b[.]example",
        "no address. At all., no address. At all.",
        "$1 \\ http://c.example, $1 \\ hxxp://c[.]example",
        "'', ''",
    })
    void makesAddressesHarmlessAndLeavesTheRest(String words, String shown) {
        assertThat(DefangedText.of(words)).isEqualTo(shown);
    }
}
