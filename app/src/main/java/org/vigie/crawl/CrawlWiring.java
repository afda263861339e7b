package org.vigie.crawl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.vigie.crawl.fetch.FetchLimits;
import org.vigie.database.DatabaseSettings;
import org.vigie.media.MediaHasher;
import org.vigie.media.MediaLimits;
import org.vigie.media.VideoHasher;
import org.vigie.media.VideoLimits;

/** What the crawl needs from outside. */
@Configuration(proxyBeanMethods = false)
class CrawlWiring {
    @Bean
    Pause pause() {
        return Thread::sleep;
    }

    /** Opened by whoever needs it first: the probe of the sandbox takes a moment that the start should not wait for. */
    @Bean(destroyMethod = "close")
    @Lazy
    MediaHasher mediaHasher(DatabaseSettings database, CrawlSettings settings) {
        Path scratch = scratch(database, "decoder");
        return MediaHasher.open(new MediaHasher.Settings(
                scratch, MediaLimits.DEFAULT, settings.decoders(), settings.allowUnsandboxed()));
    }

    /** Opened at the first video. */
    @Bean(destroyMethod = "close")
    @Lazy
    VideoHasher videoHasher(DatabaseSettings database, CrawlSettings settings) {
        VideoLimits usual = VideoLimits.DEFAULT;
        VideoLimits limits = new VideoLimits(
                FetchLimits.VIDEO_BYTES_MAX.value(),
                usual.pixelsMax(),
                CrawlLimits.VIDEO_FRAMES_MAX.value(),
                Duration.ofSeconds(CrawlLimits.VIDEO_SECONDS_MAX.value()),
                Duration.ofSeconds(CrawlLimits.VIDEO_WORK_MAX.value()),
                usual.startTime(),
                usual.memoryBytes(),
                usual.heapBytes());
        return VideoHasher.open(new VideoHasher.Settings(
                scratch(database, "video-decoder"), limits, settings.decoders(), settings.allowUnsandboxed()));
    }

    private static Path scratch(DatabaseSettings database, String name) {
        Path scratch = database.data().resolve(name);
        try {
            return Files.createDirectories(scratch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
