package org.vigie.crawl;

import org.springframework.stereotype.Service;
import org.vigie.core.hash.Pdq;

/**
 * The PDQ hashes of all media that was ever seen, for an index of them in memory. Only those that may be compared are fed.
 *
 * <p>A reader comes back with the mark it was given and is fed what was added since. Marks are the oldest transaction that was
 * under way when the reader looked: what a later one wrote is fed again, so that nothing committed is ever missed, in whatever
 * order transactions end; some may come twice. Numbers alone would not do: a smaller one may be committed later.
 */
@Service
public class SeenMediaFeed {
    /** The mark of a reader that has seen nothing. */
    public static final Mark BEGINNING = new Mark("0");

    private final SeenHashes hashes;

    /**
     * How far a reader has come.
     *
     * @param transaction a transaction number of PostgreSQL, in decimal digits
     */
    public record Mark(String transaction) {}

    /** Takes what is fed. */
    @FunctionalInterface
    public interface Reader {
        /**
         * Takes one medium that has a PDQ hash.
         *
         * @param number no two media ever have the same; one that was forgotten and seen again has another
         */
        void take(long number, Pdq hash);
    }

    SeenMediaFeed(SeenHashes hashes) {
        this.hashes = hashes;
    }

    /**
     * Feeds what may have been added since the mark, in the order of the numbers and without holding it all.
     *
     * @return the mark for the next time
     * @throws org.springframework.dao.DataAccessException where the database cannot be read
     */
    public Mark read(Mark since, Reader reader) {
        return hashes.read(since, reader);
    }
}
