package org.vigie.match;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.Pdq;
import org.vigie.core.index.IndexEntry;
import org.vigie.core.index.SegmentedIndex;
import org.vigie.core.video.VideoFrame;

/** All entries of one organisation. It never changes; what is new makes a new one that shares most of the old. */
record OrgIndex(SegmentedIndex entries, Labels labels, ListedVideos videos) {
    /** Without any known video. */
    OrgIndex(SegmentedIndex entries, Labels labels) {
        this(entries, labels, ListedVideos.NONE);
    }

    /** A change of one entry: as it is now, or withdrawn. */
    record Change(Listed entry, boolean isWithdrawn) {}

    /** Collects the entries of an index that is loaded at once, in the order of their ids. */
    static final class Builder {
        private final Labels labels;
        private final SegmentedIndex.Builder entries = SegmentedIndex.builder();
        private final List<ListedVideos.Change> held = new ArrayList<>();
        private ListedVideos videos = ListedVideos.NONE;
        private int frames;

        Builder(Labels labels) {
            this.labels = labels;
        }

        void add(Listed entry) {
            entries.add(indexed(entry, labels));
        }

        /** Adds a known video, also behind those of greater ids. */
        void add(Listed video, List<VideoFrame> ofVideo) {
            held.add(new ListedVideos.Change(video, ofVideo, false));
            frames += ofVideo.size();
            if (frames >= MatchLimits.FRAMES_HELD_MAX) {
                take();
            }
        }

        private void take() {
            videos = videos.with(held);
            held.clear();
            frames = 0;
        }

        OrgIndex build() {
            take();
            return new OrgIndex(entries.build(), labels, videos);
        }
    }

    static OrgIndex empty(Labels labels) {
        return new OrgIndex(SegmentedIndex.EMPTY, labels);
    }

    /** How many entries can be found, known videos among them. */
    long size() {
        return entries.size() + videos.size();
    }

    /** The same with known videos changed. */
    OrgIndex withVideos(List<ListedVideos.Change> changes) {
        ListedVideos changed = videos.with(changes);
        return changed.equals(videos) ? this : new OrgIndex(entries, labels, changed);
    }

    /** The same with those changes; itself where they change nothing. No two changes are of one entry, and none of a known video. */
    OrgIndex with(List<Change> changes) {
        SegmentedIndex changed = entries.with(changes.stream()
                .map(change -> new SegmentedIndex.Change(indexed(change.entry, labels), change.isWithdrawn))
                .toList());
        return of(changed.segments() > MatchLimits.SEGMENTS_MAX ? changed.merged() : changed, videos);
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
        return entries.needsMerging() || videos.needsMerging();
    }

    /** The same entries in fewer segments. It may take long; what was changed meanwhile is kept by {@link #replacing}. */
    OrgIndex merged() {
        return of(entries.merged(), videos.merged());
    }

    /** This index, in which what {@code before} held is as {@code after} holds it: {@code after} is {@code before} merged. */
    OrgIndex replacing(OrgIndex before, OrgIndex after) {
        return of(
                before.entries.equals(after.entries) ? entries : entries.replacing(before.entries, after.entries),
                before.videos.equals(after.videos) ? videos : videos.replacing(before.videos, after.videos));
    }

    private OrgIndex of(SegmentedIndex changed, ListedVideos changedVideos) {
        return changed.equals(entries) && changedVideos.equals(videos)
                ? this
                : new OrgIndex(changed, labels, changedVideos);
    }

    private Listed listed(long id, HashValue hash, int number) {
        Labels.Label label = labels.label(number);
        return new Listed(id, label.list(), hash, label.materialClass());
    }

    private static IndexEntry indexed(Listed entry, Labels labels) {
        return new IndexEntry(entry.id(), entry.hash(), labels.number(entry.list(), entry.materialClass()));
    }
}
