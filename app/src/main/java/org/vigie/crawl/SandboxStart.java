package org.vigie.crawl;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanCreationNotAllowedException;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.vigie.media.SandboxLevel;

/** Tries the sandbox as soon as the application is ready: where none works nothing is decoded, which nobody would see otherwise. */
@Component
class SandboxStart {
    private static final Logger LOG = LoggerFactory.getLogger(SandboxStart.class);

    private final Decoding decoding;
    private final CrawlSettings settings;

    SandboxStart(Decoding decoding, CrawlSettings settings) {
        this.decoding = decoding;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        if (settings.running()) {
            Thread.ofVirtual().name("sandbox-start").start(this::probe);
        }
    }

    private void probe() {
        try {
            if (decoding.probed() == SandboxLevel.NONE && !settings.allowUnsandboxed()) {
                LOG.error("no sandbox works here, so no picture is decoded and only exact hashes match:"
                        + " ./vigie doctor says why, run as the server's user and with the limits of its unit");
            }
        } catch (BeanCreationNotAllowedException ending) {
            return; // the application ends before it has begun
        }
    }
}
