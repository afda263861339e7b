package org.vigie.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.hashlist.EmptyContent;
import org.vigie.hashlist.EntryReader;
import org.vigie.hashlist.LineReader;
import org.vigie.hashlist.ListEntry;
import org.vigie.hashlist.RejectedLine;
import org.vigie.hashlist.RejectedLine.Reason;

/**
 * Reads sets of files that everybody has, as the National Software Reference Library publishes them: a header with
 * {@code "SHA-1","MD5"} (and {@code "SHA-256"}) among its columns, of which only those are taken; or one hash on each line,
 * without a header, told apart by length.
 */
public final class HashSetReader {
    private static final Map<String, HashAlgorithm> COLUMNS = Map.of(
            "md5", HashAlgorithm.MD5,
            "sha1", HashAlgorithm.SHA1,
            "sha256", HashAlgorithm.SHA256);

    private static final Map<Integer, HashAlgorithm> LENGTHS = Map.of(
            32, HashAlgorithm.MD5,
            40, HashAlgorithm.SHA1,
            64, HashAlgorithm.SHA256);

    private static final String CLASS = "common-file";

    private final LineReader lines;
    private final String source;
    private final EntryReader reader;

    private HashSetReader(LineReader lines, String source, EntryReader reader) {
        this.lines = lines;
        this.source = source;
        this.reader = reader;
    }

    /**
     * Reads all of it. The stream is not closed.
     *
     * @param source who the set comes from, in the words of the operator
     * @throws IOException where the stream fails
     */
    public static void read(InputStream in, String source, EntryReader reader) throws IOException {
        new HashSetReader(new LineReader(in), source, reader).read();
    }

    private void read() throws IOException {
        List<HashAlgorithm> columns = List.of();
        boolean isFirst = true;
        for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
            Reason problem = line.problem();
            if (problem != null) {
                reject(line, problem);
                continue;
            }
            if (line.isBlank()) {
                continue;
            }
            List<String> fields = fields(line.text());
            if (isFirst && fields.stream().anyMatch(field -> COLUMNS.containsKey(column(field)))) {
                columns = columns(fields);
            } else if (columns.isEmpty()) {
                bare(line, fields.getFirst());
            } else {
                row(line, fields, columns);
            }
            isFirst = false;
        }
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        var field = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == ',' && !isQuoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString().strip());
        return fields;
    }

    private static String column(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "");
    }

    /** As many as there are columns; PDQ stands for one that is not taken, since no such set has it. */
    private static List<HashAlgorithm> columns(List<String> names) {
        return names.stream()
                .map(name -> COLUMNS.getOrDefault(column(name), HashAlgorithm.PDQ))
                .toList();
    }

    private void row(LineReader.Line line, List<String> fields, List<HashAlgorithm> columns) {
        if (fields.size() != columns.size()) {
            reject(line, Reason.FIELD_COUNT);
            return;
        }
        for (int i = 0; i < fields.size(); i++) {
            if (columns.get(i).isExact() && !fields.get(i).isEmpty()) {
                hash(line, columns.get(i), fields.get(i));
            }
        }
    }

    private void bare(LineReader.Line line, String text) {
        HashAlgorithm algorithm = LENGTHS.get(text.length());
        if (algorithm == null) {
            reject(line, Reason.HASH);
        } else {
            hash(line, algorithm, text);
        }
    }

    private void hash(LineReader.Line line, HashAlgorithm algorithm, String hex) {
        try {
            HashValue hash = new HashValue(algorithm, hex);
            if (!EmptyContent.has(hash)) {
                reader.entry(new ListEntry(line.number(), hash, CLASS, source, ""));
            }
        } catch (IllegalArgumentException e) {
            reject(line, Reason.HASH);
        }
    }

    private void reject(LineReader.Line line, Reason reason) {
        reader.rejected(new RejectedLine(line.number(), reason));
    }
}
