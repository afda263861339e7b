package org.vigie.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.hashlist.Provenance;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page of StopNCII's {@code FetchHashes}: {@code hashRecords}, of which each replaces what was said of its hash before, and where it
 * goes on. Records are taken back by their status, unless one of their cases still stands.
 */
final class StopNciiPage {
    static final String VERSION = "StopNCII v1";

    /** A class of no scheme: a person decides, whatever the list's policy says. */
    private static final String CLASS = "adult-intimate-image";

    private static final Set<String> TAKEN_BACK = Set.of("Withdrawn", "Deleted");

    private StopNciiPage() {}

    /** @throws IOException where it is no such page: what cannot be understood must not move the checkpoint */
    static SourcePage read(JsonMapper json, InputStream body) throws IOException {
        JsonNode page;
        try {
            page = json.readTree(body);
        } catch (JacksonException e) {
            // its text may hold a piece of the answer
            throw new IOException("the answer is no JSON");
        }
        JsonNode records = page.path("hashRecords");
        JsonNode upTo = page.path("nextSetTimestamp");
        if (!records.isArray() || records.size() > ExchangeLimits.ANSWER_ENTRIES_MAX || !upTo.isIntegralNumber()) {
            throw new IOException("the answer is no page of hashes");
        }
        boolean hasMore = page.path("hasMoreRecords").asBoolean(false);
        String next = page.path("nextPageToken").asString("");
        if (hasMore && next.isEmpty()) {
            throw new ExchangeFailed("STRANGE_NEXT_PAGE");
        }
        List<SourceEntry> entries = new ArrayList<>();
        for (JsonNode record : records) {
            entry(record).ifPresent(entries::add);
        }
        return new SourcePage(
                entries, Optional.of(next).filter(token -> hasMore), Optional.of(Instant.ofEpochSecond(upTo.asLong())));
    }

    /** Empty for kinds that are not compared here: addresses and texts are not ours to keep. */
    private static Optional<SourceEntry> entry(JsonNode record) {
        String type = record.path("signalType").asString("");
        return StopNciiClient.algorithm(type).map(algorithm -> entry(record, algorithm));
    }

    private static SourceEntry entry(JsonNode record, HashAlgorithm algorithm) {
        String text = record.path("hashValue").asString("").strip();
        Optional<HashValue> hash = hash(algorithm, text);
        Instant changedAt = record.path("lastModtimestamp").isIntegralNumber()
                ? Instant.ofEpochSecond(record.path("lastModtimestamp").asLong())
                : null;
        String key = hash.map(HashValue::toString).orElse("unreadable");
        var provenance = new Provenance(
                key, "", VERSION, changedAt, feedbacks(record, "Blocked"), feedbacks(record, "NotBlocked"));
        return new SourceEntry(
                key,
                isTakenBack(record),
                CLASS,
                provenance,
                hash.map(List::of).orElse(List.of()),
                List.of(),
                hash.isEmpty(),
                Map.of());
    }

    /** The status of all, unless a case of it says otherwise: one person's withdrawal does not undo another's report. */
    private static boolean isTakenBack(JsonNode record) {
        JsonNode cases = record.path("caseNumbers");
        boolean stands = cases.isObject()
                && cases.values().stream().anyMatch(status -> !TAKEN_BACK.contains(status.asString("")));
        return TAKEN_BACK.contains(record.path("hashStatus").asString("")) && !stands;
    }

    private static int feedbacks(JsonNode record, String value) {
        int count = 0;
        for (JsonNode feedback : record.path("CSPFeedbacks")) {
            if (feedback.path("feedbackValue").asString("").equals(value)) {
                count++;
            }
        }
        return count;
    }

    private static Optional<HashValue> hash(HashAlgorithm algorithm, String hex) {
        try {
            return Optional.of(new HashValue(algorithm, hex));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
