package org.vigie.hashlist;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.OpaqueHash;

/**
 * Writes a list as the CSV that {@link ListFile} reads: every entry, and every withdrawal, so that whoever has a copy takes
 * back what we took back. A text that a spreadsheet would take for a formula gets an apostrophe, which reading takes off again.
 */
public final class ListExport implements EntryWriter {
    /** All the columns, in the order in which they are written. */
    public static final List<String> COLUMNS = List.of(
            "algorithm",
            "hash",
            "class",
            "source",
            "note",
            "source_id",
            "classifier",
            "version",
            "classified_at",
            "affirmed",
            "refuted",
            "withdrawn");

    /** What a spreadsheet would take for a formula, or what looks like that once it was guarded. */
    private static final Pattern FORMULA = Pattern.compile("'*[=+@-].*", Pattern.DOTALL);

    private final Appendable out;

    /**
     * Begins a copy with its header.
     *
     * @throws IOException where it cannot be written to
     */
    public ListExport(Appendable out) throws IOException {
        this.out = out;
        line(COLUMNS);
    }

    @Override
    public void entry(HashEntry entry) throws IOException {
        Provenance from = entry.provenance();
        line(List.of(
                entry.hash().algorithm().label(),
                entry.hash().hex(),
                guarded(entry.classAsGiven()),
                guarded(entry.source()),
                guarded(entry.note()),
                guarded(from.sourceId()),
                guarded(from.classifier()),
                guarded(from.version()),
                time(from.classifiedAt()),
                Integer.toString(from.affirmed()),
                Integer.toString(from.refuted()),
                time(entry.withdrawnAt())));
    }

    @Override
    public void opaque(OpaqueStored stored) throws IOException {
        OpaqueEntry entry = stored.entry();
        String system = entry.hash().system();
        line(List.of(
                system.equals(OpaqueHash.PHOTODNA) ? system : ListFile.OPAQUE + system,
                entry.hash().hex(),
                guarded(entry.classAsGiven()),
                guarded(entry.source()),
                "",
                guarded(entry.sourceId()),
                "",
                "",
                "",
                "0",
                "0",
                time(stored.withdrawnAt())));
    }

    private void line(List<String> fields) throws IOException {
        for (int i = 0; i < fields.size(); i++) {
            out.append(i == 0 ? "" : ",").append(quoted(fields.get(i)));
        }
        out.append('\n');
    }

    private static String quoted(String field) {
        boolean isPlain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    private static String guarded(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    /** The text that was guarded. */
    static String unguarded(String text) {
        return text.startsWith("'") && FORMULA.matcher(text).matches() ? text.substring(1) : text;
    }

    private static String time(@Nullable Instant at) {
        return at == null ? "" : at.toString();
    }
}
