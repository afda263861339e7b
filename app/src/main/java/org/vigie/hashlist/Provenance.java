package org.vigie.hashlist;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a source tells of an entry beside its class; empty, null and zero where it does not.
 *
 * @param sourceId the source's own name of it, at most {@link HashListLimits#SOURCE_CHARS_MAX} characters
 * @param classifier who classified it, at most as long
 * @param version of the scheme or the list, at most {@link HashListLimits#CLASS_CHARS_MAX} characters
 * @param classifiedAt when
 * @param affirmed how many others told the source that it is right
 * @param refuted how many told it that it is wrong
 */
public record Provenance(
        String sourceId,
        String classifier,
        String version,
        @Nullable Instant classifiedAt,
        int affirmed,
        int refuted) {
    /** Nothing is known. */
    public static final Provenance NONE = new Provenance("", "", "", null, 0, 0);

    /** @throws IllegalArgumentException when a text is too long or a number negative */
    public Provenance {
        if (sourceId.length() > HashListLimits.SOURCE_CHARS_MAX
                || classifier.length() > HashListLimits.SOURCE_CHARS_MAX
                || version.length() > HashListLimits.CLASS_CHARS_MAX) {
            throw new IllegalArgumentException("too long");
        }
        if (affirmed < 0 || refuted < 0) {
            throw new IllegalArgumentException("a number of votes is negative");
        }
    }
}
