package org.vigie.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.OpaqueHash;
import org.vigie.hashlist.EmptyContent;
import org.vigie.hashlist.EntryReader;
import org.vigie.hashlist.HashListLimits;
import org.vigie.hashlist.LineReader;
import org.vigie.hashlist.ListEntry;
import org.vigie.hashlist.OpaqueEntry;
import org.vigie.hashlist.Provenance;
import org.vigie.hashlist.RejectedLine;
import org.vigie.hashlist.RejectedLine.Reason;

/**
 * Reads hash lists as INTERPOL's image database gives them to its users: lines of fields with semicolons under the header
 * {@code MD5;SHA1;PhotoDNA;Image ID;Is distributed;Victim identified;Offender identified;Series name;Number of submissions;File
 * Available;Media Type;Baseline}, as public readers expect it. What is in the baseline is material by the law of every member;
 * of the rest this file says nothing, so it is left to a person. Series and what is known of people are read over.
 */
public final class IcseReader {
    private static final String CLASS_BASELINE = "interpol-baseline";
    private static final String CLASS_OTHER = "icse-not-baseline";
    private static final String VERSION = "ICSE";

    private final LineReader lines;
    private final String source;
    private final EntryReader reader;
    private List<String> header = List.of();

    private IcseReader(LineReader lines, String source, EntryReader reader) {
        this.lines = lines;
        this.source = source;
        this.reader = reader;
    }

    /**
     * Reads all of it. The stream is not closed.
     *
     * @param source who the file comes from, in the words of the operator
     * @throws IOException where the stream fails
     */
    public static void read(InputStream in, String source, EntryReader reader) throws IOException {
        new IcseReader(new LineReader(in), source, reader).read();
    }

    private void read() throws IOException {
        boolean isFirst = true;
        for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
            if (line.isBlank()) {
                continue;
            }
            Reason problem = line.problem();
            if (isFirst) {
                isFirst = false;
                header = header(line);
                if (header.isEmpty()) {
                    reject(line, problem == null ? Reason.HEADER : problem);
                }
            } else if (header.isEmpty()) {
                reject(line, Reason.NO_HEADER);
            } else if (problem != null) {
                reject(line, problem);
            } else {
                record(line);
            }
        }
    }

    private static List<String> header(LineReader.Line line) {
        List<String> names = fields(line.text()).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        boolean isGood = names.contains("md5") && names.contains("baseline");
        return isGood ? names : List.of();
    }

    private static List<String> fields(String line) {
        return List.of(line.split(";", -1)).stream().map(IcseReader::unquoted).toList();
    }

    private static String unquoted(String field) {
        String text = field.strip();
        boolean isQuoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return isQuoted ? text.substring(1, text.length() - 1).strip() : text;
    }

    private void record(LineReader.Line line) {
        List<String> fields = fields(line.text());
        if (fields.size() != header.size()) {
            reject(line, Reason.FIELD_COUNT);
            return;
        }
        String id = field(fields, "image id");
        String baseline = field(fields, "baseline").toLowerCase(Locale.ROOT);
        boolean isBaseline = List.of("1", "true", "yes", "y").contains(baseline);
        String submissions = field(fields, "number of submissions");
        int affirmed = submissions.matches("\\d{1,8}") ? Integer.parseInt(submissions) : 0;
        if (id.length() > HashListLimits.SOURCE_CHARS_MAX) {
            reject(line, Reason.PROVENANCE);
            return;
        }
        var provenance = new Provenance(id, "", VERSION, null, affirmed, 0);
        String classAsGiven = isBaseline ? CLASS_BASELINE : CLASS_OTHER;
        hash(line, HashAlgorithm.MD5, field(fields, "md5"), classAsGiven, provenance);
        String sha1 = field(fields, "sha1");
        if (!sha1.isEmpty()) {
            hash(line, HashAlgorithm.SHA1, sha1, classAsGiven, provenance);
        }
        String photoDna = field(fields, "photodna");
        if (!photoDna.isEmpty()) {
            opaque(line, photoDna, classAsGiven, id);
        }
    }

    private void opaque(LineReader.Line line, String value, String classAsGiven, String id) {
        try {
            OpaqueHash hash = OpaqueHash.parse(OpaqueHash.PHOTODNA, value);
            reader.opaque(new OpaqueEntry(hash, classAsGiven, source, id));
        } catch (IllegalArgumentException e) {
            reject(line, Reason.HASH);
        }
    }

    private void hash(
            LineReader.Line line, HashAlgorithm algorithm, String hex, String classAsGiven, Provenance provenance) {
        HashValue hash = parsed(algorithm, hex);
        if (hash == null) {
            reject(line, Reason.HASH);
        } else if (EmptyContent.has(hash)) {
            reject(line, Reason.EMPTY_CONTENT);
        } else {
            reader.entry(new ListEntry(line.number(), hash, classAsGiven, source, "", provenance));
        }
    }

    private static @Nullable HashValue parsed(HashAlgorithm algorithm, String hex) {
        try {
            return new HashValue(algorithm, hex);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private String field(List<String> fields, String name) {
        int at = header.indexOf(name);
        return at < 0 ? "" : fields.get(at);
    }

    private void reject(LineReader.Line line, Reason reason) {
        reader.rejected(new RejectedLine(line.number(), reason));
    }
}
