package org.vigie.match;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.vigie.core.index.DamagedSnapshot;
import org.vigie.core.index.IndexSnapshot;
import org.vigie.hashlist.ListFeed;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.MaterialClass;
import org.vigie.organisation.OrgId;

/**
 * The lists of all organisations in one file of the data directory, so that a restart need not read them all from the
 * database. Only its owner may read it: it is a list of hashes of abuse material. The file is a help and never the truth;
 * whoever reads it compares it with the database.
 *
 * <pre>
 * Format, numbers least significant byte first
 *   int version, int length of the head, int its CRC-32C, the head as DataOutputStream writes it: the mark, the labels, and
 *   of each organisation its id and how long its index is; then these indexes, see IndexSnapshot.
 * </pre>
 */
final class IndexFile {
    private static final int VERSION = 1;
    private static final int PREFIX_BYTES = 12;
    private static final int HEAD_BYTES_MAX = 64 << 20;
    private static final int ZEROS = 1 << 20;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path file;

    /** What the file holds. */
    record Content(ListFeed.Mark mark, Labels labels, Map<OrgId, OrgIndex> organisations) {}

    private record Section(OrgId org, long bytes) {}

    private record Head(ListFeed.Mark mark, Labels labels, List<Section> sections) {}

    IndexFile(Path directory) {
        this.file = directory.resolve("hash-lists.index");
    }

    /**
     * Writes a new file beside the old one, and puts it in its place when all of it is on the disk.
     *
     * @throws IOException where that fails; the old one stays
     */
    void write(Content content) throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = file.resolveSibling("hash-lists.index.new");
        Files.deleteIfExists(fresh);
        List<OrgIndex> indexes = new ArrayList<>();
        List<Section> sections = new ArrayList<>();
        content.organisations.forEach((org, index) -> {
            indexes.add(index);
            sections.add(new Section(org, IndexSnapshot.bytes(index.entries())));
        });
        byte[] head = head(new Head(content.mark, content.labels, sections));
        long bytes = PREFIX_BYTES
                + head.length
                + sections.stream().mapToLong(Section::bytes).sum();
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(fresh, options, ownerOnly);
                Arena arena = Arena.ofConfined()) {
            reserve(channel, bytes);
            MemorySegment memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
            memory.set(INT, 0, VERSION);
            memory.set(INT, 4, head.length);
            memory.set(INT, 8, checksum(head));
            MemorySegment.copy(head, 0, memory, ValueLayout.JAVA_BYTE, PREFIX_BYTES, head.length);
            long at = (long) PREFIX_BYTES + head.length;
            for (int i = 0; i < indexes.size(); i++) {
                long length = sections.get(i).bytes;
                IndexSnapshot.write(indexes.get(i).entries(), memory.asSlice(at, length));
                at += length;
            }
            memory.force();
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** Writes zeros everywhere: a disk that is full says so now, and not when a page of the mapping is touched. */
    private static void reserve(FileChannel channel, long bytes) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
        for (long at = 0; at < bytes; ) {
            zeros.clear().limit((int) Math.min(ZEROS, bytes - at));
            at += channel.write(zeros, at);
        }
    }

    /**
     * What was written last; empty where nothing was.
     *
     * @throws IOException where the file cannot be read
     * @throws DamagedSnapshot where it is not whole
     */
    Optional<Content> read() throws IOException, DamagedSnapshot {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                Arena arena = Arena.ofShared()) {
            MemorySegment memory = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return Optional.of(content(memory));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IOException("the file of the index is not whole", e);
        }
    }

    private static Content content(MemorySegment memory) throws IOException, DamagedSnapshot {
        if (memory.get(INT, 0) != VERSION) {
            throw new IOException("the file of the index has another version");
        }
        int length = memory.get(INT, 4);
        if (length < 0 || length > HEAD_BYTES_MAX) {
            throw new IOException("the head of the index is damaged");
        }
        byte[] bytes = memory.asSlice(PREFIX_BYTES, length).toArray(ValueLayout.JAVA_BYTE);
        if (memory.get(INT, 8) != checksum(bytes)) {
            throw new IOException("the head of the index is damaged");
        }
        Head head = head(bytes);
        Map<OrgId, OrgIndex> organisations = new HashMap<>();
        long at = (long) PREFIX_BYTES + length;
        for (Section section : head.sections) {
            var entries = IndexSnapshot.read(memory.asSlice(at, section.bytes));
            organisations.put(section.org, new OrgIndex(entries, head.labels));
            at += section.bytes;
        }
        return new Content(head.mark, head.labels, organisations);
    }

    private static byte[] head(Head head) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(head.mark.transaction());
            List<Labels.Label> labels = head.labels.all();
            out.writeInt(labels.size());
            for (Labels.Label label : labels) {
                write(label.list().value(), out);
                out.writeUTF(label.materialClass().name());
            }
            out.writeInt(head.sections.size());
            for (Section section : head.sections) {
                write(section.org.value(), out);
                out.writeLong(section.bytes);
            }
        }
        return bytes.toByteArray();
    }

    private static Head head(byte[] bytes) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            var mark = new ListFeed.Mark(in.readUTF());
            List<Labels.Label> labels = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                labels.add(new Labels.Label(new ListId(uuid(in)), MaterialClass.valueOf(in.readUTF())));
            }
            List<Section> sections = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                sections.add(new Section(new OrgId(uuid(in)), in.readLong()));
            }
            return new Head(mark, new Labels(labels), sections);
        }
    }

    private static void write(UUID id, DataOutputStream out) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private static UUID uuid(DataInputStream in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }

    private static int checksum(byte[] bytes) {
        var checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }
}
