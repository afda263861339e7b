package org.vigie.crawl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.vigie.database.DatabaseSettings;
import org.vigie.media.MediaHasher;
import org.vigie.media.MediaLimits;

/** What the crawl needs from outside. */
@Configuration(proxyBeanMethods = false)
class CrawlWiring {
    @Bean
    Pause pause() {
        return Thread::sleep;
    }

    /** Opened at the first picture: the probe of the sandbox takes a moment that the start should not wait for. */
    @Bean(destroyMethod = "close")
    @Lazy
    MediaHasher mediaHasher(DatabaseSettings database, CrawlSettings settings) {
        Path scratch = database.data().resolve("decoder");
        try {
            Files.createDirectories(scratch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return MediaHasher.open(new MediaHasher.Settings(
                scratch, MediaLimits.DEFAULT, settings.decoders(), settings.allowUnsandboxed()));
    }
}
