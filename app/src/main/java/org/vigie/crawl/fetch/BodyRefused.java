package org.vigie.crawl.fetch;

import java.io.IOException;

/** A body that goes against a limit. */
final class BodyRefused extends IOException {
    private static final long serialVersionUID = 1L;

    private final FetchFailure failure;

    BodyRefused(FetchFailure failure) {
        super(failure.name());
        this.failure = failure;
    }

    FetchFailure failure() {
        return failure;
    }
}
