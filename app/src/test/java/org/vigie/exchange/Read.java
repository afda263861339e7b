package org.vigie.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.vigie.hashlist.EntryReader;
import org.vigie.hashlist.ListEntry;
import org.vigie.hashlist.OpaqueEntry;
import org.vigie.hashlist.Recall;
import org.vigie.hashlist.RejectedLine;

/** All that a reader tells. */
final class Read implements EntryReader {
    final List<ListEntry> entries = new ArrayList<>();
    final List<OpaqueEntry> opaque = new ArrayList<>();
    final List<RejectedLine> rejected = new ArrayList<>();
    final List<Recall> recalls = new ArrayList<>();

    /** Something that reads a stream. */
    interface Reading {
        void read(InputStream in, EntryReader reader) throws IOException;
    }

    static Read of(String text, Reading reading) throws IOException {
        return of(text.getBytes(UTF_8), reading);
    }

    static Read of(byte[] bytes, Reading reading) throws IOException {
        var read = new Read();
        reading.read(new ByteArrayInputStream(bytes), read);
        return read;
    }

    @Override
    public void entry(ListEntry entry) {
        entries.add(entry);
    }

    @Override
    public void opaque(OpaqueEntry entry) {
        opaque.add(entry);
    }

    @Override
    public void rejected(RejectedLine line) {
        rejected.add(line);
    }

    @Override
    public void recalled(Recall recall) {
        recalls.add(recall);
    }

    List<String> reasons() {
        return rejected.stream().map(line -> line.line() + " " + line.reason()).toList();
    }

    List<String> classes() {
        return entries.stream().map(ListEntry::classAsGiven).distinct().toList();
    }
}
