package org.vigie.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.hashlist.EntryWriter;
import org.vigie.hashlist.HashEntry;
import org.vigie.hashlist.HashListLimits;
import org.vigie.hashlist.OpaqueStored;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes VICS 2.0 strictly: one case, each media with its number, category and MD5 in capitals, further hashes in their places.
 * Labels of different schemes are never turned into each other, so only entries are written whose class is a category of the
 * set, and one without an MD5 cannot be written. Both are counted.
 *
 * <p>Entries that their source gave under one name are one media, where that is beyond doubt: a name under which there are two
 * hashes of an algorithm, or which comes from several imports and is not the media's own MD5, may be that of several pictures,
 * and a hash must never be said of another picture. Of such a name each MD5 is a media of its own, and the rest is left out.
 */
public final class VicsWriter implements EntryWriter, AutoCloseable {
    private final JsonGenerator json;
    private final Pattern category;
    /** Entries of one name; never more than {@link HashListLimits#BATCH_ENTRIES_MAX}. */
    private final List<HashEntry> named = new ArrayList<>();

    private long written;
    private long leftOut;
    private long opaqueLeftOut;
    private boolean isTooMany;

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
    @Override
    public void entry(HashEntry entry) {
        if (!named.isEmpty() && !hasSameName(named.getFirst(), entry)) {
            flush();
        }
        if (entry.isWithdrawn() || code(entry).isEmpty()) {
            leftOut++;
            return;
        }
        if (named.size() == HashListLimits.BATCH_ENTRIES_MAX) {
            isTooMany = true;
            apart(named);
            named.clear();
        }
        named.add(entry);
    }

    /** They are left out: it is not known of which media they are. */
    @Override
    public void opaque(OpaqueStored entry) {
        opaqueLeftOut++;
    }

    private static boolean hasSameName(HashEntry one, HashEntry other) {
        String id = one.provenance().sourceId();
        return !id.isEmpty() && id.equals(other.provenance().sourceId());
    }

    private Optional<Integer> code(HashEntry entry) {
        Matcher matcher = category.matcher(entry.classAsGiven().strip().toLowerCase(Locale.ROOT));
        return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }

    /** What has one name, and may still come of several sources and classes. */
    private void flush() {
        Map<List<String>, List<HashEntry>> groups = new LinkedHashMap<>();
        named.forEach(
                entry -> groups.computeIfAbsent(List.of(entry.source(), entry.classAsGiven()), of -> new ArrayList<>())
                        .add(entry));
        for (List<HashEntry> group : groups.values()) {
            if (!isTooMany && isOneMedia(group)) {
                media(group);
            } else {
                apart(group);
            }
        }
        named.clear();
        isTooMany = false;
    }

    private static boolean isOneMedia(List<HashEntry> group) {
        long algorithms =
                group.stream().map(entry -> entry.hash().algorithm()).distinct().count();
        if (algorithms < group.size()) {
            return false;
        }
        String name = group.getFirst().provenance().sourceId();
        boolean isOwnMd5 = of(HashAlgorithm.MD5, group)
                .filter(md5 -> md5.hash().toString().equals(name))
                .isPresent();
        return isOwnMd5 || group.stream().map(HashEntry::importedBy).distinct().count() == 1;
    }

    /** Each MD5 alone: it is not known which of the other hashes is of the same picture. */
    private void apart(List<HashEntry> group) {
        for (HashEntry entry : group) {
            media(List.of(entry));
        }
    }

    private void media(List<HashEntry> group) {
        Optional<HashEntry> md5 = of(HashAlgorithm.MD5, group);
        if (md5.isEmpty()) {
            leftOut += group.size();
            return;
        }
        String digest = md5.get().hash().hex().toUpperCase(Locale.ROOT);
        written++;
        json.writeStartObject();
        json.writeNumberProperty("MediaID", written);
        json.writeNumberProperty("Category", code(md5.get()).orElseThrow());
        json.writeStringProperty("MD5", digest);
        of(HashAlgorithm.SHA1, group)
                .ifPresent(sha1 ->
                        json.writeStringProperty("SHA1", sha1.hash().hex().toUpperCase(Locale.ROOT)));
        Instant updated = md5.get().provenance().classifiedAt();
        json.writeStringProperty("DateUpdated", (updated == null ? md5.get().addedAt() : updated).toString());
        json.writeBooleanProperty("IsPrecategorized", true);
        json.writeArrayPropertyStart("AlternativeHashes");
        for (HashAlgorithm algorithm : List.of(HashAlgorithm.SHA256, HashAlgorithm.PDQ)) {
            of(algorithm, group).ifPresent(entry -> alternative(digest, entry));
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("MediaFiles");
        json.writeEndArray();
        json.writeEndObject();
    }

    private void alternative(String md5, HashEntry entry) {
        json.writeStartObject();
        json.writeStringProperty("MD5", md5);
        json.writeStringProperty("HashName", entry.hash().algorithm() == HashAlgorithm.PDQ ? "PDQ" : "SHA256");
        json.writeStringProperty("HashValue", entry.hash().hex());
        json.writeEndObject();
    }

    private static Optional<HashEntry> of(HashAlgorithm algorithm, List<HashEntry> group) {
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

    /** Entries whose hashes are not computed here; they are not among the others that were left out. */
    public long opaqueLeftOut() {
        return opaqueLeftOut;
    }

    /** Ends the file. The stream is not closed. */
    @Override
    public void close() throws IOException {
        flush();
        json.writeEndArray();
        json.writeNumberProperty("TotalMediaFiles", written);
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.flush();
    }
}
