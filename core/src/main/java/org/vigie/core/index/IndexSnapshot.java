package org.vigie.core.index;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * An index as bytes, so that it need not be read from a database again. It holds the hashes and what belongs to them; the
 * bands are built anew, which takes seconds, halves what is read, and lets them change from version to version.
 *
 * <pre>
 * Format, numbers least significant byte first
 *   head   8 bytes "VIGIEIDX", int version, int parts, long length of all, int checksum, int 0
 *   part   int n entries with PDQ hashes, int m others, int words of hidden bits, int hidden
 *          n times 16 bytes of first halves, n times 16 of second halves, n long ids,
 *          n + m int labels, m long ids, m bytes of algorithms, m times 32 bytes of hashes, longs of hidden bits
 *   The checksum is the CRC-32C of everything but itself.
 * </pre>
 *
 * A snapshot lists hashes of abuse material: whoever stores one keeps it from others' eyes.
 */
public final class IndexSnapshot {
    private static final long MAGIC = Long.reverseBytes(0x5649_4749_4549_4458L);
    private static final int VERSION = 1;
    private static final int HEAD_BYTES = 32;
    private static final int PART_HEAD_BYTES = 16;
    private static final long CHECKSUM_AT = 24;
    private static final long CHECKED_AT_ONCE = 1L << 28;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private IndexSnapshot() {}

    /** How many bytes {@link #write} needs for that index. */
    public static long bytes(SegmentedIndex index) {
        return HEAD_BYTES
                + index.parts().stream().mapToLong(IndexSnapshot::bytes).sum();
    }

    private static long bytes(Part part) {
        long near = part.segment().table().size();
        long exact = part.segment().size() - near;
        return PART_HEAD_BYTES
                + near * (32 + 8 + 4)
                + exact * (4 + 8 + 1 + Segment.HASH_BYTES)
                + 8L * part.hidden().length;
    }

    /**
     * Writes the index into memory.
     *
     * @throws IllegalArgumentException where the memory is not as long as {@link #bytes} says
     */
    public static void write(SegmentedIndex index, MemorySegment to) {
        if (to.byteSize() != bytes(index)) {
            throw new IllegalArgumentException(
                    "the snapshot needs %d bytes, not %d".formatted(bytes(index), to.byteSize()));
        }
        var out = new Cursor(to);
        out.write(MAGIC);
        out.write(VERSION);
        out.write(index.parts().size());
        out.write(to.byteSize());
        out.write(0L);
        index.parts().forEach(part -> write(part, out));
        to.set(INT, CHECKSUM_AT, checksum(to));
    }

    private static void write(Part part, Cursor out) {
        PdqTable table = part.segment().table();
        Segment.Columns columns = part.segment().columns();
        out.write(table.size());
        out.write(columns.ids().length);
        out.write(part.hidden().length);
        out.write(part.hiddenCount());
        out.write(table.heads());
        out.write(table.tails());
        out.write(table.ids());
        out.write(columns.labels());
        out.write(columns.ids());
        out.write(columns.algorithms());
        out.write(columns.hashes());
        out.write(part.hidden());
    }

    /**
     * The index that was written.
     *
     * @throws DamagedSnapshot where the memory holds anything else
     */
    public static SegmentedIndex read(MemorySegment from) throws DamagedSnapshot {
        if (from.byteSize() < HEAD_BYTES || from.get(LONG, 0) != MAGIC) {
            throw new DamagedSnapshot("it is not a snapshot of an index");
        }
        if (from.get(INT, 8) != VERSION) {
            throw new DamagedSnapshot("it has version %d, not %d".formatted(from.get(INT, 8), VERSION));
        }
        if (from.get(LONG, 16) != from.byteSize()) {
            throw new DamagedSnapshot("it has %d bytes, not %d".formatted(from.byteSize(), from.get(LONG, 16)));
        }
        if (from.get(INT, CHECKSUM_AT) != checksum(from)) {
            throw new DamagedSnapshot("its checksum is wrong");
        }
        var in = new Cursor(from);
        in.skip(HEAD_BYTES);
        List<Part> parts = new ArrayList<>();
        for (int i = from.get(INT, 12); i > 0; i--) {
            parts.add(part(in));
        }
        return SegmentedIndex.of(parts);
    }

    private static Part part(Cursor in) {
        int near = in.readInt();
        int exact = in.readInt();
        int hiddenWords = in.readInt();
        int hiddenCount = in.readInt();
        var table = new PdqTable(in.longs(2 * near), in.longs(2 * near), in.longs(near));
        var columns = new Segment.Columns(
                in.ints(near + exact), in.longs(exact), in.bytes(exact), in.bytes(exact * Segment.HASH_BYTES));
        return new Part(new Segment(table, columns), in.longs(hiddenWords), hiddenCount);
    }

    private static int checksum(MemorySegment memory) {
        var checksum = new CRC32C();
        checksum.update(memory.asSlice(0, CHECKSUM_AT).asByteBuffer());
        for (long from = CHECKSUM_AT + 4; from < memory.byteSize(); from += CHECKED_AT_ONCE) {
            long length = Math.min(CHECKED_AT_ONCE, memory.byteSize() - from);
            checksum.update(memory.asSlice(from, length).asByteBuffer());
        }
        return (int) checksum.getValue();
    }

    /** Reads or writes one thing after the other. */
    private static final class Cursor {
        private final MemorySegment memory;
        private long at;

        Cursor(MemorySegment memory) {
            this.memory = memory;
        }

        void skip(long bytes) {
            at += bytes;
        }

        void write(int value) {
            memory.set(INT, at, value);
            at += 4;
        }

        void write(long value) {
            memory.set(LONG, at, value);
            at += 8;
        }

        void write(long[] values) {
            MemorySegment.copy(values, 0, memory, LONG, at, values.length);
            at += 8L * values.length;
        }

        void write(int[] values) {
            MemorySegment.copy(values, 0, memory, INT, at, values.length);
            at += 4L * values.length;
        }

        void write(byte[] values) {
            MemorySegment.copy(values, 0, memory, ValueLayout.JAVA_BYTE, at, values.length);
            at += values.length;
        }

        int readInt() {
            int value = memory.get(INT, at);
            at += 4;
            return value;
        }

        long[] longs(int count) {
            long[] values = new long[count];
            MemorySegment.copy(memory, LONG, at, values, 0, count);
            at += 8L * count;
            return values;
        }

        int[] ints(int count) {
            int[] values = new int[count];
            MemorySegment.copy(memory, INT, at, values, 0, count);
            at += 4L * count;
            return values;
        }

        byte[] bytes(int count) {
            byte[] values = new byte[count];
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, values, 0, count);
            at += count;
            return values;
        }
    }
}
