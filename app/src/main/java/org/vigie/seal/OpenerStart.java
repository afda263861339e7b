package org.vigie.seal;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Has the opener started, and keys made for organisations that have none, as soon as the application is ready. */
@Component
class OpenerStart {
    private final TipSealer tips;
    private final OpenerSettings settings;

    OpenerStart(TipSealer tips, OpenerSettings settings) {
        this.tips = tips;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        if (settings.early()) {
            Thread.ofVirtual().name("opener-start").start(this::prepare);
        }
    }

    /** Without success the keys are made at the first need, and whoever needs them is told. */
    private void prepare() {
        try {
            tips.prepare();
        } catch (TipsClosed closed) {
            return; // the client has written it down
        }
    }
}
