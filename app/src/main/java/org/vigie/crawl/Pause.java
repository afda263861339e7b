package org.vigie.crawl;

import java.time.Duration;

/** Lets a worker wait. */
@FunctionalInterface
interface Pause {
    void take(Duration time) throws InterruptedException;
}
