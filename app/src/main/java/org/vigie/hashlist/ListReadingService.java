package org.vigie.hashlist;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.OpaqueHash;
import org.vigie.core.video.VideoFrame;

/** Reads lists a page at a time, each page in a transaction of its own. */
@Service
class ListReadingService {
    private final HashEntries entries;
    private final OpaqueEntries opaque;
    private final KnownVideos videos;

    ListReadingService(HashEntries entries, OpaqueEntries opaque, KnownVideos videos) {
        this.entries = entries;
        this.opaque = opaque;
        this.videos = videos;
    }

    /** Entries by the names that their sources gave, those that follow that one. */
    @Transactional(readOnly = true)
    public List<HashEntry> after(ListId list, Optional<HashEntry> last) {
        return entries.bySource(list, last, HashListLimits.BATCH_ENTRIES_MAX);
    }

    /** The entries of a list that have one of these hashes. */
    @Transactional(readOnly = true)
    public List<HashEntry> having(ListId list, List<HashValue> hashes) {
        return entries.having(list, hashes);
    }

    /** The frames of an entry that is a known video. */
    @Transactional(readOnly = true)
    public List<VideoFrame> frames(EntryId entry) {
        return videos.frames(entry);
    }

    /** Which of these entries another list contradicts: with another class, or by stopping matches. */
    @Transactional(readOnly = true)
    public Set<EntryId> contradicted(List<HashEntry> some) {
        return entries.contradicted(some.stream().map(HashEntry::id).toList());
    }

    /** Entries whose hashes are not computed here, by these, those that follow that one. */
    @Transactional(readOnly = true)
    public List<OpaqueStored> opaqueAfter(ListId list, Optional<OpaqueStored> last) {
        return opaque.byValue(list, last.map(stored -> stored.entry().hash()), HashListLimits.BATCH_ENTRIES_MAX);
    }

    /** The entries of a list that have one of these hashes, which are not computed here. */
    @Transactional(readOnly = true)
    public List<OpaqueStored> opaqueHaving(ListId list, List<OpaqueHash> hashes) {
        return opaque.having(list, hashes);
    }

    /** Which of these another list contradicts, by their numbers. */
    @Transactional(readOnly = true)
    public Set<Long> opaqueContradicted(List<OpaqueStored> some) {
        return opaque.contradicted(some.stream().map(OpaqueStored::number).toList());
    }
}
