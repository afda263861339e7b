package org.vigie.hashlist;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.core.video.FrameList;
import org.vigie.core.video.VideoFrame;
import org.vigie.organisation.OrgId;

/** The known_video table: the frames of entries that are known videos. They never change, since they name the entry. */
@Repository
class KnownVideos {
    private final JdbcClient db;

    KnownVideos(JdbcClient db) {
        this.db = db;
    }

    /**
     * Adds the frames of entries of a list, which were written in the same transaction; those that are there stay.
     *
     * @param entries no two of the same hash
     */
    void write(OrgId org, ListId list, List<ListEntry> entries) {
        db.sql("""
                insert into known_video (org_id, entry_id, frames)
                select :org, e.id, given.frames
                from unnest(:hashes::text[], :frames) as given (hash, frames)
                join hash_entry e
                  on e.list_id = :list and e.algorithm = 'VPDQ' and e.hash = decode(given.hash, 'hex')
                on conflict (entry_id) do nothing
                """)
                .param("org", org.value())
                .param("list", list.value())
                .param(
                        "hashes",
                        entries.stream().map(entry -> entry.hash().hex()).toArray(String[]::new))
                .param(
                        "frames",
                        entries.stream()
                                .map(entry -> FrameList.bytes(entry.frames()))
                                .toArray(byte[][]::new))
                .update();
    }

    /** The frames of an entry; none where it is no known video. */
    List<VideoFrame> frames(EntryId entry) {
        return db.sql("select frames from known_video where entry_id = :entry")
                .param("entry", entry.value())
                .query((row, number) -> FrameList.read(row.getBytes("frames")))
                .optional()
                .orElse(List.of());
    }

    /** How many frames the known videos of the organisation have that are not withdrawn. */
    long frames() {
        return db.sql("""
                select coalesce(sum(v.frame_count), 0)
                from hash_entry e join known_video v on v.entry_id = e.id
                where e.algorithm = 'VPDQ' and e.withdrawn_at is null
                """).query(Long.class).single();
    }
}
