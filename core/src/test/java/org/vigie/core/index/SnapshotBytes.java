package org.vigie.core.index;

import java.lang.foreign.MemorySegment;

/** Snapshots in memory, as a file would hold them. */
final class SnapshotBytes {
    private SnapshotBytes() {}

    static byte[] of(SegmentedIndex index) {
        byte[] bytes = new byte[Math.toIntExact(IndexSnapshot.bytes(index))];
        IndexSnapshot.write(index, MemorySegment.ofArray(bytes));
        return bytes;
    }

    static SegmentedIndex read(byte[] bytes) throws DamagedSnapshot {
        return IndexSnapshot.read(MemorySegment.ofArray(bytes));
    }
}
