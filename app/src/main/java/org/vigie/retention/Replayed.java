package org.vigie.retention;

import java.util.List;
import java.util.UUID;

/**
 * What became of the list of erasures in a copy that was restored.
 *
 * @param erased how many records were there and were erased again
 * @param held those that were left alone because a hold of the copy keeps them
 * @param open those of which nobody knows whether they were erased; they were left alone
 * @param damaged lines of the list that cannot be read
 */
public record Replayed(int erased, List<Left> held, List<Left> open, int damaged) {
    /** A record that was left as it is. */
    public record Left(String kind, UUID record) {}

    /** Whether a person has something to decide. */
    public boolean isClean() {
        return held.isEmpty() && open.isEmpty() && damaged == 0;
    }
}
