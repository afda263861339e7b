package org.vigie.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.OpaqueHash;
import org.vigie.exchange.CategorySets.Category;
import org.vigie.exchange.CategorySets.Standing;
import org.vigie.hashlist.EmptyContent;
import org.vigie.hashlist.EntryReader;
import org.vigie.hashlist.HashListLimits;
import org.vigie.hashlist.ListEntry;
import org.vigie.hashlist.OpaqueEntry;
import org.vigie.hashlist.Provenance;
import org.vigie.hashlist.RejectedLine;
import org.vigie.hashlist.RejectedLine.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads VICS 1.2 to 2.0 (Video Image Classification Standard, Project VIC) as a stream, in bounded memory: cases with their
 * media, or media alone; with or without a byte order mark; numbers and booleans as texts; times of .NET; hashes under
 * {@code AlternativeHashes}. Totals and flags of the header are not believed, the array is. The specification is not public:
 * this follows what public readers and writers do, and claims no conformance.
 *
 * <p>The number of a record is its place among the media of the file, the first being 1.
 */
public final class VicsReader {
    private static final Pattern CONTEXT =
            Pattern.compile(".*/DataModels/(?<version>[0-9.]{1,10})\\.xml(/(?<profile>[A-Za-z_ ]{1,40}))?([/#$].*)?");

    private final JsonParser json;
    private final VicsOptions options;
    private final EntryReader reader;
    private String version = "";
    private String set = "";
    private long record;

    private VicsReader(JsonParser json, VicsOptions options, EntryReader reader) {
        this.json = json;
        this.options = options;
        this.reader = reader;
    }

    /**
     * Reads all of it. The stream is not closed.
     *
     * @throws IOException where the stream fails or is no JSON; what was told before holds
     */
    public static void read(InputStream in, VicsOptions options, EntryReader reader) throws IOException {
        var limits = StreamReadConstraints.builder()
                .maxStringLength(ExchangeLimits.JSON_TEXT_CHARS_MAX)
                .maxNestingDepth(ExchangeLimits.JSON_DEPTH_MAX)
                .build();
        JsonFactory factory =
                JsonFactory.builder().streamReadConstraints(limits).build();
        try (JsonParser json = factory.createParser(ObjectReadContext.empty(), new Unclosed(in))) {
            new VicsReader(json, options, reader).file();
        } catch (JacksonException e) {
            // its text may hold a piece of the file
            throw new IOException("not JSON from line %d on"
                    .formatted(e.getLocation() == null ? 0 : e.getLocation().getLineNr()));
        }
    }

    private void file() throws IOException {
        JsonToken first = json.nextToken();
        if (first == JsonToken.START_ARRAY) {
            array();
        } else if (first == JsonToken.START_OBJECT) {
            object();
        } else {
            throw new IOException("a VICS file is a JSON object or a list of them");
        }
    }

    /** A list of cases or of media, which may be mixed. */
    private void array() {
        for (JsonToken token = json.nextToken();
                token != JsonToken.END_ARRAY && token != null;
                token = json.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                object();
            } else {
                json.skipChildren();
                record++;
                reject(Reason.MALFORMED);
            }
        }
    }

    /** The envelope, a case, or a media: what it is shows in its fields. */
    private void object() {
        var media = new VicsMedia();
        boolean isEnvelope = false;
        for (JsonToken token = json.nextToken(); token == JsonToken.PROPERTY_NAME; token = json.nextToken()) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (value) {
                case START_ARRAY -> {
                    if (name.equalsIgnoreCase("value") || name.equalsIgnoreCase("Media")) {
                        isEnvelope = true;
                        array();
                    } else if (name.equalsIgnoreCase("AlternativeHashes")) {
                        alternatives(media);
                    } else {
                        json.skipChildren();
                    }
                }
                case START_OBJECT -> json.skipChildren();
                case VALUE_NULL -> media.field(name, null);
                default -> {
                    String text = json.getString();
                    isEnvelope |= context(name, text);
                    media.field(name, text);
                }
            }
        }
        if (!isEnvelope) {
            record++;
            take(media);
        }
    }

    /** Whether the field names the version and the country's profile. */
    private boolean context(String name, String text) {
        if (!name.equals("@odata.context") && !name.equals("odata.metadata")) {
            return false;
        }
        Matcher context = CONTEXT.matcher(text);
        if (context.matches()) {
            version = context.group("version");
            String profile = context.group("profile");
            set = profile == null ? "" : "VICS " + profile;
        }
        return true;
    }

    private void alternatives(VicsMedia media) {
        for (JsonToken token = json.nextToken();
                token != JsonToken.END_ARRAY && token != null;
                token = json.nextToken()) {
            if (token != JsonToken.START_OBJECT) {
                json.skipChildren();
                continue;
            }
            String hashName = "";
            String hashValue = "";
            for (JsonToken field = json.nextToken(); field == JsonToken.PROPERTY_NAME; field = json.nextToken()) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value == JsonToken.VALUE_STRING && name.equalsIgnoreCase("HashName")) {
                    hashName = json.getString();
                } else if (value == JsonToken.VALUE_STRING && name.equalsIgnoreCase("HashValue")) {
                    hashValue = json.getString();
                } else {
                    json.skipChildren();
                }
            }
            media.alternative(hashName, hashValue);
        }
    }

    private void take(VicsMedia media) {
        Optional<Reason> refusal = refusal(media);
        if (refusal.isPresent()) {
            reject(refusal.get());
            return;
        }
        String categorySet = categorySet();
        String classAsGiven = "%s %s".formatted(categorySet.isEmpty() ? "VICS" : categorySet, media.categoryAsGiven());
        var provenance = new Provenance(
                cut(media.name()), "", version.isEmpty() ? "" : "VICS " + version, media.updated(), 0, 0);
        for (HashValue hash : media.hashes()) {
            if (EmptyContent.has(hash)) {
                reject(Reason.EMPTY_CONTENT);
            } else {
                reader.entry(new ListEntry(record, hash, classAsGiven, options.source(), "", provenance));
            }
        }
        for (OpaqueHash hash : media.opaque()) {
            reader.opaque(new OpaqueEntry(hash, classAsGiven, options.source(), provenance.sourceId()));
        }
        if (media.isHashBad()) {
            reject(Reason.HASH);
        }
    }

    private Optional<Reason> refusal(VicsMedia media) {
        if (media.isEmpty()) {
            return Optional.of(Reason.MALFORMED);
        }
        if (media.isCategoryBad() || media.categoryAsGiven().isEmpty()) {
            return Optional.of(Reason.NO_CLASS);
        }
        if (media.hashes().isEmpty() && media.opaque().isEmpty()) {
            return Optional.of(Reason.HASH);
        }
        // a number or a word that the set does not know leaves the class without a meaning: a person decides on each
        // match
        Optional<Category> category =
                media.category().flatMap(code -> options.sets().find(categorySet(), code));
        boolean isNone = category.filter(known -> known.standing() == Standing.NOT_PERTINENT)
                .isPresent();
        if (options.kind().isStopping()) {
            return isNone ? Optional.empty() : Optional.of(Reason.PERTINENT);
        }
        if (isNone) {
            return Optional.of(Reason.NOT_PERTINENT);
        }
        // in every set that is known 0 is what was looked at and is no material: a list that finds material does not
        // take it
        // from a set of which that is only likely
        boolean isZero = media.category().filter(code -> code == 0).isPresent();
        return isZero && category.isEmpty() ? Optional.of(Reason.CATEGORY_ZERO) : Optional.empty();
    }

    /** A country's set that this installation does not know leaves every category without a meaning here. */
    private String categorySet() {
        @Nullable String given = options.set();
        return given == null ? set : given;
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), HashListLimits.SOURCE_CHARS_MAX));
    }

    private void reject(Reason reason) {
        reader.rejected(new RejectedLine(record, reason));
    }
}
