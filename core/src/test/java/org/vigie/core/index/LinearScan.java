package org.vigie.core.index;

import java.util.List;
import java.util.stream.IntStream;
import org.vigie.core.hash.Pdq;

/** The plainest radius search there is: the oracle of {@link RadiusIndex}. */
record LinearScan(List<Pdq> hashes, List<Long> ids) {
    List<Hit> within(Pdq query, int radius) {
        return IntStream.range(0, hashes.size())
                .filter(at -> hashes.get(at).distance(query) <= radius)
                .mapToObj(at -> new Hit(ids.get(at), hashes.get(at).distance(query)))
                .sorted()
                .toList();
    }
}
