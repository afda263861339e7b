package org.vigie.exchange;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.hashlist.HashEntry;

/** Speaks with one of the services. */
interface SourceClient {
    SourceKind service();

    /** Whether the address may be asked at all, in this mode. */
    boolean allows(URI base);

    /** How long a page's address is good for; an older one may leave out what changed meanwhile. */
    Duration pageStaleAfter();

    /**
     * A page of what changed.
     *
     * @param page where the range goes on, as the page before named it; empty for the first
     * @throws IOException where the service does not answer as it should; nothing is taken then
     */
    SourcePage page(SourceAccess access, Range range, String page) throws IOException;

    /** A range of time. */
    record Range(Instant from, Instant to) {}

    /** Whether the service can be told what we think of that entry. */
    boolean takesOpinionOf(HashEntry entry);

    /**
     * For which reasons a hash of that kind may be called wrong; none where the service asks for no reason.
     *
     * @throws IOException where the service does not answer as it should
     */
    List<OpinionReason> reasons(SourceAccess access, HashAlgorithm algorithm) throws IOException;

    /** Tells it. */
    void tell(SourceAccess access, HashEntry entry, Opinion opinion) throws IOException;
}
