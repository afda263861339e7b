package org.vigie.crawl;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.video.VideoFrame;
import org.vigie.item.ItemId;

/**
 * A look at an item ended. Published in the transaction that records it, with the item's organisation bound.
 *
 * @param hashes null unless the outcome is PRESENT; without PDQ where the picture could not be decoded
 * @param frames of a video that was served; none of a picture, or where nothing of it could be decoded
 * @param undecodedByUs whether it could not be decoded for a failure on our side, such as a decoding process that died: that there
 *     is no PDQ then says nothing about the picture
 * @param at when the fetch ended
 */
public record LookDone(
        LookId look,
        ItemId item,
        LookKind kind,
        LookOutcome outcome,
        @Nullable MediaHashes hashes,
        List<VideoFrame> frames,
        boolean undecodedByUs,
        Instant at) {
    public LookDone {
        frames = List.copyOf(frames);
        if ((hashes != null) != (outcome == LookOutcome.PRESENT)) {
            throw new IllegalArgumentException("hashes are given exactly where a picture was served");
        }
        if (undecodedByUs && (hashes == null || hashes.pdq() != null)) {
            throw new IllegalArgumentException("only a picture without PDQ was not decoded");
        }
    }

    /** Whether near copies of what was served could be looked for. */
    public boolean isDecoded() {
        return hashes != null && (hashes.pdq() != null || !frames.isEmpty());
    }
}
