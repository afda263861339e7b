package org.vigie.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.hashlist.HashEntry;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes VICS 2.0 strictly: one case, each media with its number, category and MD5 in capitals, further hashes in their places.
 * Labels of different schemes are never turned into each other, so only entries are written whose class is a category of the
 * set; entries that their source gave under one name are one media, and one without an MD5 cannot be written. Both are counted.
 */
public final class VicsWriter implements AutoCloseable {
    private final JsonGenerator json;
    private final Pattern category;
    private final List<HashEntry> group = new ArrayList<>();
    private long written;
    private long leftOut;

    /**
     * Begins the file.
     *
     * @param profile of a country, as {@code US}
     * @param number the number of the case, in the words of the operator
     */
    public VicsWriter(OutputStream out, String profile, String number, UUID caseId) {
        category = Pattern.compile(
                "vics[ _-]%s[ _-](\\d{1,4})".formatted(Pattern.quote(profile.toLowerCase(Locale.ROOT))));
        json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8);
        json.writeStartObject();
        json.writeStringProperty(
                "@odata.context",
                "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/%s/$metadata#Cases".formatted(profile));
        json.writeArrayPropertyStart("value");
        json.writeStartObject();
        json.writeStringProperty("CaseID", caseId.toString());
        json.writeStringProperty("CaseNumber", number);
        json.writeStringProperty("SourceApplicationName", "Vigie");
        json.writeArrayPropertyStart("Media");
    }

    /** The next entry, in the order of the names that the sources gave; withdrawn ones are not for this format. */
    public void add(HashEntry entry) {
        if (!group.isEmpty() && !isSameMedia(group.getFirst(), entry)) {
            flush();
        }
        if (entry.isWithdrawn() || code(entry).isEmpty()) {
            leftOut++;
        } else {
            group.add(entry);
        }
    }

    private static boolean isSameMedia(HashEntry one, HashEntry other) {
        String id = one.provenance().sourceId();
        return !id.isEmpty()
                && id.equals(other.provenance().sourceId())
                && one.source().equals(other.source())
                && one.classAsGiven().equals(other.classAsGiven());
    }

    private Optional<Integer> code(HashEntry entry) {
        Matcher matcher = category.matcher(entry.classAsGiven().strip().toLowerCase(Locale.ROOT));
        return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }

    private void flush() {
        Optional<HashEntry> md5 = of(HashAlgorithm.MD5);
        if (md5.isEmpty()) {
            leftOut += group.size();
            group.clear();
            return;
        }
        String digest = md5.get().hash().hex().toUpperCase(Locale.ROOT);
        written++;
        json.writeStartObject();
        json.writeNumberProperty("MediaID", written);
        json.writeNumberProperty("Category", code(md5.get()).orElseThrow());
        json.writeStringProperty("MD5", digest);
        of(HashAlgorithm.SHA1)
                .ifPresent(sha1 ->
                        json.writeStringProperty("SHA1", sha1.hash().hex().toUpperCase(Locale.ROOT)));
        Instant updated = md5.get().provenance().classifiedAt();
        json.writeStringProperty("DateUpdated", (updated == null ? md5.get().addedAt() : updated).toString());
        json.writeBooleanProperty("IsPrecategorized", true);
        json.writeArrayPropertyStart("AlternativeHashes");
        for (HashAlgorithm algorithm : List.of(HashAlgorithm.SHA256, HashAlgorithm.PDQ)) {
            of(algorithm).ifPresent(entry -> alternative(digest, entry));
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("MediaFiles");
        json.writeEndArray();
        json.writeEndObject();
        group.clear();
    }

    private void alternative(String md5, HashEntry entry) {
        json.writeStartObject();
        json.writeStringProperty("MD5", md5);
        json.writeStringProperty("HashName", entry.hash().algorithm() == HashAlgorithm.PDQ ? "PDQ" : "SHA256");
        json.writeStringProperty("HashValue", entry.hash().hex());
        json.writeEndObject();
    }

    private Optional<HashEntry> of(HashAlgorithm algorithm) {
        return group.stream()
                .filter(entry -> entry.hash().algorithm() == algorithm)
                .findFirst();
    }

    /** Media written so far; the last ones are written when it is closed. */
    public long written() {
        return written;
    }

    /** Entries that have no place in this format. */
    public long leftOut() {
        return leftOut;
    }

    /** Ends the file. The stream is not closed. */
    @Override
    public void close() throws IOException {
        if (!group.isEmpty()) {
            flush();
        }
        json.writeEndArray();
        json.writeNumberProperty("TotalMediaFiles", written);
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.flush();
    }
}
