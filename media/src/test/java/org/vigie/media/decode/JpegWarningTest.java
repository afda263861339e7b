package org.vigie.media.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JpegWarningTest {
    @ParameterizedTest
    @CsvSource({
        "Premature end of JPEG file, TRUNCATED",
        "Corrupt JPEG data: premature end of data segment, TRUNCATED",
        "Corrupt JPEG data: bad Huffman code, CORRUPT",
        "Corrupt JPEG data: found marker 0xd3 instead of RST2, CORRUPT",
        "Corrupt JPEG data: 2 extraneous bytes before marker 0xd9,",
        "Warning: unknown JFIF revision number 2.01,",
        "Invalid SOS parameters for sequential JPEG,"
    })
    void onlyLostPixelsMakeAFileUndecodable(String warning, Fault fault) {
        assertThat(JpegWarning.fault(warning)).isEqualTo(Optional.ofNullable(fault));
    }
}
