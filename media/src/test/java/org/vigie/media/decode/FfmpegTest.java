package org.vigie.media.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FfmpegTest {
    static List<String> platforms() {
        return Ffmpeg.PLATFORMS;
    }

    /** Fails when FFmpeg is replaced by one with other interface numbers: those in {@link Ffmpeg} follow. */
    @ParameterizedTest
    @MethodSource("platforms")
    void allLibrariesAreInTheJars(String platform) {
        assertThat(Ffmpeg.resources(platform))
                .isNotEmpty()
                .allSatisfy(resource -> assertThat(getClass().getClassLoader().getResource(resource))
                        .as(resource)
                        .isNotNull());
    }

    @Test
    void codecsHaveDecodersOfTheirOwn() {
        assertThat(VideoCodec.whitelist().split(","))
                .hasSize(VideoCodec.values().length)
                .doesNotHaveDuplicates();
    }
}
