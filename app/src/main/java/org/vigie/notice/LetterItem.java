package org.vigie.notice;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vigie.item.ItemMatch;

/**
 * One item as a letter names it.
 *
 * @param report the id of its machine-readable report
 * @param exact the address as machines take it; stands in the XARF report only
 * @param defanged the same for people: nothing to click on
 * @param host the host's name or address, as XARF's source when the server's address is not known
 * @param pages pages that show it, defanged
 * @param peerIp the server that answered; null when not known
 * @param hashes what was served, by name: sha256, sha1, md5
 * @param matches why it is asked for, best first
 */
record LetterItem(
        UUID report,
        String exact,
        String defanged,
        String host,
        List<String> pages,
        @Nullable String peerIp,
        Hashes hashes,
        List<ItemMatch> matches,
        Instant firstSeen,
        Instant lastSeen) {
    /** Cryptographic hashes in lower-case hex. */
    record Hashes(String sha256, String sha1, String md5) {}

    LetterItem {
        pages = List.copyOf(pages);
        matches = List.copyOf(matches);
        if (matches.isEmpty()) {
            throw new IllegalArgumentException("item of report " + report + " matches nothing");
        }
    }

    /** The id alone, so that no address reaches a log. */
    @Override
    public String toString() {
        return "LetterItem[" + report + "]";
    }
}
