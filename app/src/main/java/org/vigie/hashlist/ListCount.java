package org.vigie.hashlist;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many entries of a list match.
 *
 * @param classes by class, of the hashes that are computed here; classes without any are not among them
 * @param opaque of hashes that are not computed here
 */
public record ListCount(Map<MaterialClass, Long> classes, long opaque) {
    /** None at all. */
    public static final ListCount NONE = new ListCount(Map.of(), 0);

    public ListCount {
        Map<MaterialClass, Long> ordered = new EnumMap<>(MaterialClass.class);
        ordered.putAll(classes);
        classes = Collections.unmodifiableMap(ordered);
    }

    /** All of them. */
    public long all() {
        return computed() + opaque;
    }

    /** All whose hashes are computed here. */
    public long computed() {
        return classes.values().stream().mapToLong(Long::longValue).sum();
    }
}
