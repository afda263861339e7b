package org.vigie.exchange;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.video.FrameList;
import org.vigie.core.video.VideoFrame;
import org.vigie.hashlist.EntryWriter;
import org.vigie.hashlist.HashEntry;
import org.vigie.hashlist.ListExport;
import org.vigie.hashlist.OpaqueStored;

/**
 * Writes the known videos of a list as a directory that {@link FrameListFolder} reads: of each that matches a file with its frames,
 * whose name begins with the SHA-256 of what stands in it; and the list of all, with what is said of them and withdrawn.
 */
public final class FrameListWriter implements EntryWriter, AutoCloseable {
    private final Path folder;
    private final BufferedWriter out;
    private final ListExport list;
    private long videos;
    private long withdrawn;
    private long leftOut;

    /**
     * Begins in a directory that is there.
     *
     * @throws IOException where it cannot be written to
     */
    public FrameListWriter(Path folder) throws IOException {
        this.folder = folder;
        this.out = Files.newBufferedWriter(
                folder.resolve(FrameListFolder.LIST), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        this.list = new ListExport(out);
    }

    @Override
    public boolean takesFrames() {
        return true;
    }

    @Override
    public void entry(HashEntry entry) throws IOException {
        if (entry.hash().algorithm() == HashAlgorithm.VPDQ) {
            list.entry(entry);
            withdrawn++;
        } else {
            leftOut++;
        }
    }

    @Override
    public void video(HashEntry entry, List<VideoFrame> frames) throws IOException {
        Path file = folder.resolve(entry.hash().hex() + ".txt");
        try (BufferedWriter to =
                Files.newBufferedWriter(file, StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW)) {
            for (VideoFrame frame : frames) {
                to.append(FrameList.line(frame)).append('\n');
            }
        }
        list.entry(entry);
        videos++;
    }

    @Override
    public void opaque(OpaqueStored entry) {
        leftOut++;
    }

    /** Videos of which the frames were written. */
    public long videos() {
        return videos;
    }

    /** Videos that are withdrawn. */
    public long withdrawn() {
        return withdrawn;
    }

    /** Entries that are no videos. */
    public long leftOut() {
        return leftOut;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
