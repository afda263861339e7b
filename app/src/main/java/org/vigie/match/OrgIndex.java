package org.vigie.match;

import java.util.List;
import java.util.function.Consumer;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.Pdq;
import org.vigie.core.index.IndexEntry;
import org.vigie.core.index.SegmentedIndex;

/** All entries of one organisation. It never changes; what is new makes a new one that shares most of the old. */
record OrgIndex(SegmentedIndex entries, Labels labels) {
    /** A change of one entry: as it is now, or withdrawn. */
    record Change(Listed entry, boolean isWithdrawn) {}

    /** Collects the entries of an index that is loaded at once, in the order of their ids. */
    static final class Builder {
        private final Labels labels;
        private final SegmentedIndex.Builder entries = SegmentedIndex.builder();

        Builder(Labels labels) {
            this.labels = labels;
        }

        void add(Listed entry) {
            entries.add(indexed(entry, labels));
        }

        OrgIndex build() {
            return new OrgIndex(entries.build(), labels);
        }
    }

    static OrgIndex empty(Labels labels) {
        return new OrgIndex(SegmentedIndex.EMPTY, labels);
    }

    /** How many entries can be found. */
    long size() {
        return entries.size();
    }

    /** The same with those changes; itself where they change nothing. No two changes are of one entry. */
    OrgIndex with(List<Change> changes) {
        SegmentedIndex changed = entries.with(changes.stream()
                .map(change -> new SegmentedIndex.Change(indexed(change.entry, labels), change.isWithdrawn))
                .toList());
        return of(changed.segments() > MatchLimits.SEGMENTS_MAX ? changed.merged() : changed);
    }

    /** Tells of each entry with that hash. */
    void exact(HashValue hash, Consumer<Listed> reader) {
        entries.exact(hash).forEach(entry -> reader.accept(listed(entry.id(), entry.hash(), entry.label())));
    }

    /** Is told of an entry that is near: its label, and the rest while it is told. */
    interface NearReader {
        void read(Labels.Label label, SegmentedIndex.Met met);
    }

    /** Tells of each entry near the PDQ hash of the media, if that hash is there and good enough. */
    void near(MediaHashes media, NearReader reader) {
        Pdq hash = media.pdq();
        if (hash == null || !media.hasUsablePdq()) {
            return;
        }
        near(hash, reader);
    }

    /** Tells of each entry near that PDQ hash. */
    void near(Pdq hash, NearReader reader) {
        entries.near(hash, Pdq.RADIUS, met -> reader.read(labels.label(met.label()), met));
    }

    boolean needsMerging() {
        return entries.needsMerging();
    }

    /** The same entries in fewer segments. It may take long; what was changed meanwhile is kept by {@link #replacing}. */
    OrgIndex merged() {
        return of(entries.merged());
    }

    /** This index, in which what {@code before} held is as {@code after} holds it: {@code after} is {@code before} merged. */
    OrgIndex replacing(OrgIndex before, OrgIndex after) {
        return of(entries.replacing(before.entries, after.entries));
    }

    private OrgIndex of(SegmentedIndex changed) {
        return changed.equals(entries) ? this : new OrgIndex(changed, labels);
    }

    private Listed listed(long id, HashValue hash, int number) {
        Labels.Label label = labels.label(number);
        return new Listed(id, label.list(), hash, label.materialClass());
    }

    private static IndexEntry indexed(Listed entry, Labels labels) {
        return new IndexEntry(entry.id(), entry.hash(), labels.number(entry.list(), entry.materialClass()));
    }
}
