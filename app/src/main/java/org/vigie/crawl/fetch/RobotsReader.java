package org.vigie.crawl.fetch;

import java.util.Optional;
import org.vigie.core.address.BadAddress;
import org.vigie.core.address.CanonicalAddress;

/** Asks for robots.txt as RFC 9309 says. */
public final class RobotsReader {
    /** RFC 9309, 2.3.1.2: at least five, also to other hosts. */
    static final int REDIRECTS_MAX = 5;

    private static final int TOO_MANY_REQUESTS = 429;

    private final Fetcher fetcher;

    public RobotsReader(Fetcher fetcher) {
        this.fetcher = fetcher;
    }

    /** Reads the robots.txt that rules this address. */
    public RobotsText read(CanonicalAddress address) {
        CanonicalAddress at = address.resolve("/robots.txt");
        for (int redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
            switch (fetcher.fetch(at, BodyRule.ROBOTS)) {
                case Failed(FetchFailure failure) -> {
                    return RobotsText.of(state(failure));
                }
                case Answer answer -> {
                    try (answer) {
                        if (!answer.isRedirect()) {
                            return text(answer);
                        }
                        Optional<CanonicalAddress> next = target(at, answer);
                        if (next.isEmpty()) {
                            return RobotsText.of(RobotsText.State.NO_RULES);
                        }
                        at = next.get();
                    }
                }
            }
        }
        return RobotsText.of(RobotsText.State.NO_RULES);
    }

    private static Optional<CanonicalAddress> target(CanonicalAddress from, Answer answer) {
        try {
            return Optional.ofNullable(answer.location()).map(from::resolve);
        } catch (BadAddress e) {
            return Optional.empty();
        }
    }

    private static RobotsText text(Answer answer) {
        int status = answer.status();
        if (answer.isSuccess()) {
            return new RobotsText(RobotsText.State.FILE, answer.body().bytes().clone());
        }
        boolean unreachable = status >= 500 || status == TOO_MANY_REQUESTS;
        return RobotsText.of(unreachable ? RobotsText.State.UNREACHABLE : RobotsText.State.NO_RULES);
    }

    private static RobotsText.State state(FetchFailure failure) {
        return switch (failure) {
            case REFUSED_ADDRESS, REFUSED_PORT, NO_SUCH_NAME -> RobotsText.State.REFUSED;
            case DNS,
                    CONNECT,
                    TLS,
                    TIMEOUT,
                    TOO_SLOW,
                    TOO_BIG,
                    BOMB,
                    BAD_RESPONSE,
                    BAD_ENCODING,
                    TRUNCATED,
                    BROKEN_OFF,
                    ABANDONED -> RobotsText.State.UNREACHABLE;
        };
    }
}
