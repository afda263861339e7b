package org.vigie.api;

import org.springframework.stereotype.Component;
import org.vigie.match.MatchService;

/** Whether anything can be said now, in the words of Hasher-Matcher-Actioner. */
@Component
class IndexState {
    private final MatchService matches;

    IndexState(MatchService matches) {
        this.matches = matches;
    }

    /** @throws ApiProblem unless the lists in memory can be relied on */
    void demandFresh() {
        if (!matches.status().isFresh()) {
            throw problem();
        }
    }

    ApiProblem problem() {
        return ApiProblem.notReady(matches.status().refreshedAt().isEmpty() ? "INDEX-NOT-LOADED" : "INDEX-STALE");
    }
}
