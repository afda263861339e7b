package org.vigie.hashlist;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.OpaqueHash;
import org.vigie.hashlist.RejectedLine.Reason;

/**
 * The one reader of list files: CSV (RFC 4180) in UTF-8, with or without a byte order mark, whose first line that is not blank
 * is the header {@code algorithm,hash,class,source,note}. The columns may stand in any order; {@code source} and {@code note}
 * may be missing, and more columns may stand there: {@code source_id}, {@code classifier}, {@code version},
 * {@code classified_at} (as in {@code 2026-03-01T12:00:00Z}), {@code affirmed}, {@code refuted}, and {@code withdrawn}: a line
 * where that is not empty takes the entry back. {@link ListExport} writes all of them. Hashes that are not computed here have the
 * algorithm {@code photodna}, or {@code opaque:} and a name, and are hexadecimal or base 64. Known videos have
 * {@code vpdq} and are named without their frames, which come in files of their own: only what is said of one that the list has
 * can be told here, or that it is taken back.
 *
 * <p>It reads any bytes in bounded memory. Every line that is not blank becomes part of an entry or is reported as rejected,
 * and a bad line never takes good ones with it: a quotation mark that is not closed soon is given up at its own line.
 */
public final class ListFile {
    private static final String ALGORITHM = "algorithm";
    private static final String HASH = "hash";
    private static final String CLASS = "class";
    private static final String SOURCE = "source";
    private static final String NOTE = "note";
    /** Before the name of a system that is not computed here, in place of an algorithm. */
    static final String OPAQUE = "opaque:";

    private static final Set<String> COLUMNS = Set.copyOf(ListExport.COLUMNS);
    private static final List<String> COLUMNS_REQUIRED = List.of(ALGORITHM, HASH, CLASS);

    private final LineReader lines;
    private final EntryReader reader;
    private @Nullable List<String> header;

    private ListFile(LineReader lines, EntryReader reader) {
        this.lines = lines;
        this.reader = reader;
    }

    /**
     * Reads all of it. The stream is not closed.
     *
     * @throws IOException only where the stream itself fails
     */
    public static void read(InputStream in, EntryReader reader) throws IOException {
        new ListFile(new LineReader(in), reader).read();
    }

    private void read() throws IOException {
        boolean isFirst = true;
        for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
            if (line.isBlank()) {
                continue;
            }
            if (isFirst) {
                header = header(line);
                isFirst = false;
            } else if (header == null) {
                reject(line, Reason.NO_HEADER);
            } else if (line.problem() != null) {
                reject(line, line.problem());
            } else {
                record(line, header);
            }
        }
    }

    private @Nullable List<String> header(LineReader.Line line) {
        List<String> fields = line.problem() == null ? fields(line.text()) : null;
        List<String> names = fields == null
                ? List.of()
                : fields.stream()
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .toList();
        boolean good = COLUMNS.containsAll(names)
                && names.containsAll(COLUMNS_REQUIRED)
                && Set.copyOf(names).size() == names.size();
        if (!good) {
            reject(line, line.problem() == null ? Reason.HEADER : line.problem());
            return null;
        }
        return names;
    }

    /** One record, which begins on that line and goes on for as long as a quoted field needs, within its limit. */
    private void record(LineReader.Line line, List<String> columns) throws IOException {
        List<LineReader.Line> more = new ArrayList<>();
        var text = new StringBuilder(line.text());
        List<String> fields = fields(line.text());
        while (fields == null && hasOpenQuote(text) && more.size() + 1 < HashListLimits.RECORD_LINES_MAX) {
            LineReader.Line next = lines.next();
            if (next == null) {
                break;
            }
            more.add(next);
            if (next.problem() != null) {
                break;
            }
            text.append('\n').append(next.text());
            fields = fields(text.toString());
        }
        if (fields == null) {
            lines.giveBack(more);
            reject(line, hasOpenQuote(line.text()) ? Reason.OPEN_QUOTE : Reason.NOT_CSV);
        } else {
            entry(line, columns, fields);
        }
    }

    private void entry(LineReader.Line line, List<String> columns, List<String> fields) {
        if (fields.size() != columns.size()) {
            reject(line, Reason.FIELD_COUNT);
            return;
        }
        String classAsGiven = field(columns, fields, CLASS);
        String source = field(columns, fields, SOURCE);
        String note = field(columns, fields, NOTE);
        if (classAsGiven.length() > HashListLimits.CLASS_CHARS_MAX
                || source.length() > HashListLimits.SOURCE_CHARS_MAX
                || note.length() > HashListLimits.NOTE_CHARS_MAX) {
            reject(line, Reason.FIELD_TOO_LONG);
            return;
        }
        String label = field(columns, fields, ALGORITHM);
        HashAlgorithm algorithm = HashAlgorithm.ofEntryLabel(label).orElse(null);
        if (algorithm == null) {
            opaque(line, label, new Fields(columns, fields));
            return;
        }
        HashValue hash = hash(algorithm, field(columns, fields, HASH));
        if (hash == null) {
            reject(line, Reason.HASH);
        } else if (EmptyContent.has(hash)) {
            reject(line, Reason.EMPTY_CONTENT);
        } else if (classAsGiven.isEmpty()) {
            reject(line, Reason.NO_CLASS);
        } else {
            entry(line, new Fields(columns, fields), new ListEntry(line.number(), hash, classAsGiven, source, note));
        }
    }

    /** A hash of a system that is not computed here: its name is PhotoDNA's, or {@code opaque:} and the name. */
    private void opaque(LineReader.Line line, String label, Fields fields) {
        String name = label.toLowerCase(Locale.ROOT).startsWith(OPAQUE) ? label.substring(OPAQUE.length()) : label;
        if (name.equals(label) && !name.equalsIgnoreCase(OpaqueHash.PHOTODNA)) {
            reject(line, Reason.ALGORITHM);
        } else if (fields.get(CLASS).isEmpty()) {
            reject(line, Reason.NO_CLASS);
        } else {
            try {
                OpaqueHash hash = OpaqueHash.parse(name, fields.get(HASH));
                if (!fields.get("withdrawn").isEmpty()) {
                    reader.recalled(Recall.ofOpaque(line.number(), hash));
                    return;
                }
                String sourceId = fields.provenance().sourceId();
                reader.opaque(new OpaqueEntry(hash, fields.get(CLASS), fields.get(SOURCE), sourceId));
            } catch (IllegalArgumentException | DateTimeException e) {
                reject(line, Reason.HASH);
            }
        }
    }

    private void entry(LineReader.Line line, Fields fields, ListEntry entry) {
        if (!fields.get("withdrawn").isEmpty()) {
            reader.recalled(new Recall(line.number(), entry.hash(), ""));
            return;
        }
        try {
            reader.entry(new ListEntry(
                    entry.line(),
                    entry.hash(),
                    entry.classAsGiven(),
                    entry.source(),
                    entry.note(),
                    fields.provenance()));
        } catch (IllegalArgumentException | DateTimeException e) {
            reject(line, Reason.PROVENANCE);
        }
    }

    /** The fields of one record by the names of their columns. */
    private record Fields(List<String> columns, List<String> values) {
        String get(String column) {
            return field(columns, values, column);
        }

        Provenance provenance() {
            String at = get("classified_at");
            return new Provenance(
                    get("source_id"),
                    get("classifier"),
                    get("version"),
                    at.isEmpty() ? null : Instant.parse(at),
                    number("affirmed"),
                    number("refuted"));
        }

        private int number(String column) {
            String digits = get(column);
            return digits.isEmpty() ? 0 : Integer.parseInt(digits);
        }
    }

    private static String field(List<String> columns, List<String> fields, String column) {
        int at = columns.indexOf(column);
        return at < 0 ? "" : ListExport.unguarded(fields.get(at).strip());
    }

    private static @Nullable HashValue hash(HashAlgorithm algorithm, String hex) {
        try {
            return new HashValue(algorithm, hex);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The fields of one record; null where the text is not exactly one. */
    private static @Nullable List<String> fields(String text) {
        if (text.indexOf('"') < 0) {
            // without a quotation mark RFC 4180 has nothing but commas, and most lists are like that
            return List.of(text.split(",", -1));
        }
        try (CSVParser parser = CSVParser.parse(text, CSVFormat.RFC4180)) {
            List<CSVRecord> records = parser.getRecords();
            return records.size() == 1 ? records.getFirst().toList() : null;
        } catch (IOException | RuntimeException e) {
            // the parser says in several ways that a text is not CSV; all of them end as a rejected line
            return null;
        }
    }

    private static boolean hasOpenQuote(CharSequence text) {
        return text.chars().filter(c -> c == '"').count() % 2 != 0;
    }

    private void reject(LineReader.Line line, Reason reason) {
        reader.rejected(new RejectedLine(line.number(), reason));
    }
}
