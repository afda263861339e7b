package org.vigie.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.Pdq;
import org.vigie.core.index.Hit;

/**
 * All entries of one organisation. It never changes; what is new makes a new one that shares most of the old.
 *
 * <pre>
 * Structure
 *   A row of segments, each with a number that rises, the way of log-structured merge trees. New and changed entries become
 *   a segment at the end. An entry that was withdrawn or changed stays in its old segment and is hidden there: hiddenBelow
 *   tells of its id the number below which segments do not count. Neighbouring segments are merged when the ones after
 *   are together at least half as large as the one before, and hidden entries are then left out.
 *
 * Cost
 *   With n entries there are about log n segments, each entry is merged about log n times, and a look-up asks each segment.
 *
 * References
 *   J. L. Bentley, J. B. Saxe, "Decomposable searching problems I: static-to-dynamic transformation", 1980.
 * </pre>
 */
final class OrgIndex {
    static final OrgIndex EMPTY = new OrgIndex(List.of(), Map.of(), 1);

    private static final long EVERYWHERE = Long.MAX_VALUE;

    private final List<Part> parts;
    private final Map<Long, Long> hiddenBelow;
    private final long nextNumber;

    private record Part(long number, Segment segment) {}

    /** A change of one entry: as it is now, or withdrawn. */
    record Change(Listed entry, boolean isWithdrawn) {}

    private OrgIndex(List<Part> parts, Map<Long, Long> hiddenBelow, long nextNumber) {
        this.parts = List.copyOf(parts);
        this.hiddenBelow = Map.copyOf(hiddenBelow);
        this.nextNumber = nextNumber;
    }

    /** An index of one segment. */
    static OrgIndex of(Segment segment) {
        return new OrgIndex(List.of(new Part(1, segment)), Map.of(), 2);
    }

    /** How many entries can be found. */
    long size() {
        long all = parts.stream().mapToLong(part -> part.segment.size()).sum();
        long hidden = parts.stream()
                .mapToLong(part -> hiddenBelow.entrySet().stream()
                        .filter(entry -> part.number < entry.getValue() && part.segment.has(entry.getKey()))
                        .count())
                .sum();
        return all - hidden;
    }

    int segments() {
        return parts.size();
    }

    /** The same with those changes; itself where they change nothing. No two changes are of one entry. */
    OrgIndex with(List<Change> changes) {
        List<Listed> added = new ArrayList<>();
        Map<Long, Long> hidden = new HashMap<>();
        for (Change change : changes) {
            Optional<Listed> known = find(change.entry.id());
            if (change.isWithdrawn) {
                known.ifPresent(entry -> hidden.put(entry.id(), EVERYWHERE));
            } else if (known.isEmpty() || !known.get().equals(change.entry)) {
                added.add(change.entry);
                if (parts.stream().anyMatch(part -> part.segment.has(change.entry.id()))) {
                    hidden.put(change.entry.id(), nextNumber);
                }
            }
        }
        if (added.isEmpty() && hidden.isEmpty()) {
            return this;
        }
        List<Part> all = new ArrayList<>(parts);
        if (!added.isEmpty()) {
            all.add(new Part(nextNumber, Segment.of(added)));
        }
        Map<Long, Long> allHidden = new HashMap<>(hiddenBelow);
        allHidden.putAll(hidden);
        var index = new OrgIndex(all, allHidden, nextNumber + 1);
        return index.parts.size() > MatchLimits.SEGMENTS_MAX ? index.merged() : index;
    }

    private Optional<Listed> find(long id) {
        long below = hiddenBelow.getOrDefault(id, 0L);
        return parts.reversed().stream()
                .filter(part -> part.number >= below)
                .flatMap(part -> part.segment.find(id).stream())
                .findFirst();
    }

    /** Tells of each entry with that hash. */
    void exact(HashValue hash, Consumer<Listed> reader) {
        for (Part part : parts) {
            for (long id : part.segment.exact(hash)) {
                if (isSeen(part, id)) {
                    part.segment.find(id).ifPresent(reader);
                }
            }
        }
    }

    /** Tells of each entry near the PDQ hash of the media, with its distance, if that hash is there and good enough. */
    void near(MediaHashes media, BiConsumer<Listed, Integer> reader) {
        Pdq hash = media.pdq();
        if (hash == null || !media.hasUsablePdq()) {
            return;
        }
        for (Part part : parts) {
            for (Hit hit : part.segment.near(hash)) {
                if (isSeen(part, hit.id())) {
                    part.segment.find(hit.id()).ifPresent(entry -> reader.accept(entry, hit.distance()));
                }
            }
        }
    }

    private boolean isSeen(Part part, long id) {
        return part.number >= hiddenBelow.getOrDefault(id, 0L);
    }

    boolean needsMerging() {
        return mergeFrom() < parts.size() - 1 || hasManyHidden();
    }

    /** The same entries in fewer segments. It may take long; what was added meanwhile is kept by {@link #replacing}. */
    OrgIndex merged() {
        if (parts.isEmpty()) {
            return this;
        }
        int from = hasManyHidden() ? 0 : mergeFrom();
        var entries = new Segment.Builder();
        for (Part part : parts.subList(from, parts.size())) {
            part.segment.forEach(entry -> {
                if (isSeen(part, entry.id())) {
                    entries.add(entry);
                }
            });
        }
        List<Part> all = new ArrayList<>(parts.subList(0, from));
        all.add(new Part(parts.getLast().number, entries.build()));
        return new OrgIndex(all, stillHidden(all, hiddenBelow), nextNumber);
    }

    /** This index, in which what {@code before} held is as {@code after} holds it: {@code after} is {@code before} merged. */
    OrgIndex replacing(OrgIndex before, OrgIndex after) {
        List<Part> all = new ArrayList<>(after.parts);
        for (Part part : parts) {
            if (part.number >= before.nextNumber) {
                all.add(part);
            }
        }
        return new OrgIndex(all, stillHidden(all, hiddenBelow), nextNumber);
    }

    private boolean hasManyHidden() {
        long all = parts.stream().mapToLong(part -> part.segment.size()).sum();
        return hiddenBelow.size() > Math.max(MatchLimits.HIDDEN_ENTRIES_MAX, all / 10);
    }

    private int mergeFrom() {
        int from = parts.size() - 1;
        long total = from < 0 ? 0 : parts.get(from).segment.size();
        while (from > 0 && parts.get(from - 1).segment.size() <= 2 * total) {
            from--;
            total += parts.get(from).segment.size();
        }
        return from;
    }

    private static Map<Long, Long> stillHidden(List<Part> parts, Map<Long, Long> hiddenBelow) {
        Map<Long, Long> still = new HashMap<>(hiddenBelow);
        still.entrySet()
                .removeIf(entry -> parts.stream()
                        .noneMatch(part -> part.number < entry.getValue() && part.segment.has(entry.getKey())));
        return still;
    }
}
