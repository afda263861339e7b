package org.vigie.notice;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vigie.hashlist.MaterialClass;

/**
 * All that a letter says.
 *
 * @param number the notice's own number, the same in all its reminders
 * @param reminder 0 for the request itself
 * @param firstSent when the request was sent; null in the request itself
 * @param test whether the letter says that nothing in it is real
 */
record LetterFacts(
        UUID number,
        int reminder,
        @Nullable Instant firstSent,
        Locale language,
        MaterialClass materialClass,
        String provider,
        Reporter reporter,
        Instant written,
        boolean test,
        List<LetterItem> items) {
    /**
     * Who asks.
     *
     * @param contact where answers go
     * @param classification see {@link NoticeSettings#classification}
     */
    record Reporter(String name, String contact, String domain, String classification) {}

    LetterFacts {
        items = List.copyOf(items);
        if (items.isEmpty() || items.size() > NoticeLimits.ITEMS_MAX) {
            throw new IllegalArgumentException("notice " + number + " has " + items.size() + " items");
        }
        if ((reminder > 0) != (firstSent != null)) {
            throw new IllegalArgumentException("notice " + number + ": only a reminder names an earlier request");
        }
    }

    /** Whether the letter may speak of criminal material. Every other class is kept apart from it, also in words. */
    boolean criminal() {
        return materialClass == MaterialClass.CSAM;
    }
}
