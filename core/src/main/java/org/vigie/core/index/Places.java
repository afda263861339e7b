package org.vigie.core.index;

import java.util.Arrays;
import org.vigie.core.hash.Pdq;

/** Positions in a table that a look-up found, and how far they are. For one thread. */
final class Places {
    private int[] positions = new int[8];
    private int[] distances = new int[8];
    private int size;

    int size() {
        return size;
    }

    int position(int i) {
        return positions[i];
    }

    int distance(int i) {
        return distances[i];
    }

    void clear() {
        size = 0;
    }

    void add(int position, int distance) {
        if (size == positions.length) {
            positions = Arrays.copyOf(positions, 2 * size);
            distances = Arrays.copyOf(distances, 2 * size);
        }
        positions[size] = position;
        distances[size++] = distance;
    }

    void addIfNear(PdqTable table, int position, Pdq query, int radius) {
        int distance = table.distance(position, query, radius);
        if (distance != PdqTable.TOO_FAR) {
            add(position, distance);
        }
    }
}
