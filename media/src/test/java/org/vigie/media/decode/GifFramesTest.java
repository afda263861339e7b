package org.vigie.media.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GifFramesTest {
    @ParameterizedTest
    @CsvSource({"2, 16, 1", "5, 16, 1;2;3;4", "100, 4, 33;66;99", "1000, 3, 499;999", "7, 2, 6", "7, 1, ''", "1, 16, ''"
    })
    void framesAreTakenEvenlyTheLastAmongThem(int drawn, int framesMax, String numbers) {
        assertThat(GifFrames.wanted(drawn, framesMax).stream().sorted().map(String::valueOf))
                .containsExactly(numbers.isEmpty() ? new String[0] : numbers.split(";", -1));
    }
}
