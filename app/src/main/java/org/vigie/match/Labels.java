package org.vigie.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.MaterialClass;

/**
 * Numbers for lists and classes, so that an entry in memory needs 4 bytes for both. There are as many as lists times classes
 * at most; none is ever given up. For many threads.
 */
final class Labels {
    /** What a number stands for. */
    record Label(ListId list, MaterialClass materialClass) {}

    private final List<Label> labels = new CopyOnWriteArrayList<>();
    private final Map<Label, Integer> numbers = new ConcurrentHashMap<>();

    Labels() {}

    /** The same numbers for the same as in an earlier process. */
    Labels(List<Label> known) {
        known.forEach(label -> number(label.list, label.materialClass));
    }

    int number(ListId list, MaterialClass materialClass) {
        return numbers.computeIfAbsent(new Label(list, materialClass), this::next);
    }

    private synchronized int next(Label label) {
        labels.add(label);
        return labels.size() - 1;
    }

    Label label(int number) {
        return labels.get(number);
    }

    /** All of them, by number. */
    List<Label> all() {
        return new ArrayList<>(labels);
    }
}
