package org.vigie.notice;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vigie.item.ItemMatch;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes one XARF 4.2 report of type {@code content/csam} for one item (https://xarf.org, schemas {@code xarf-core},
 * {@code content-base} and {@code content-csam}). Addresses are exact here, for machines. {@code evidence} is left out:
 * imagery of this kind never travels in a report.
 */
final class Xarf {
    static final String VERSION = "4.2.0";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Xarf() {}

    static String report(LetterFacts facts, LetterItem item) {
        var report = new LinkedHashMap<String, Object>();
        report.put("xarf_version", VERSION);
        report.put("report_id", item.report().toString());
        report.put("timestamp", item.lastSeen().truncatedTo(ChronoUnit.SECONDS).toString());
        report.put("reporter", party(facts.reporter()));
        report.put("sender", party(facts.reporter()));
        String peer = item.peerIp();
        report.put("source_identifier", peer == null ? item.host() : peer);
        report.put("category", "content");
        report.put("type", "csam");
        report.put("evidence_source", "crawler");
        report.put("url", item.exact());
        report.put(
                "verified_at", item.lastSeen().truncatedTo(ChronoUnit.SECONDS).toString());
        report.put("verification_method", "automated_crawler");
        report.put("classification", facts.reporter().classification());
        report.put("detection_method", "hash_match");
        report.put("media_type", "image");
        report.put("hash_values", hashes(item.hashes()));
        report.put("description", description(item));
        report.put("tags", tags(facts, item));
        return JSON.writeValueAsString(report) + "\n";
    }

    private static Map<String, Object> party(LetterFacts.Reporter reporter) {
        var party = new LinkedHashMap<String, Object>();
        party.put("org", reporter.name());
        party.put("contact", reporter.contact());
        party.put("domain", reporter.domain());
        return party;
    }

    private static Map<String, Object> hashes(LetterItem.Hashes hashes) {
        var values = new LinkedHashMap<String, Object>();
        values.put("md5", hashes.md5());
        values.put("sha1", hashes.sha1());
        values.put("sha256", hashes.sha256());
        return values;
    }

    private static String description(LetterItem item) {
        ItemMatch match = item.matches().getFirst();
        String how = switch (match.kind()) {
            case EXACT -> "the same file as";
            case NEAR ->
                match.overlap()
                        .map(overlap ->
                                "a video that shares frames, which differ in %d of 256 bits of their PDQ hashes, with"
                                        .formatted(match.distance()))
                        .orElseGet(() -> "a %s that differs in %d of 256 bits of its PDQ hash from"
                                .formatted(match.isOfFrames() ? "video with a frame" : "picture", match.distance()));
        };
        String text = "Known material: %s an entry of the hash list \"%s\". Matched twice, by two separate fetches. "
                        .formatted(how, match.listName())
                + "No person viewed the content for this report. The classification is that of the list's source, set by the "
                + "reporter for all reports; it is not an assessment of this file.";
        return text.length() <= NoticeLimits.DESCRIPTION_CHARACTERS_MAX
                ? text
                : text.substring(0, NoticeLimits.DESCRIPTION_CHARACTERS_MAX);
    }

    private static List<String> tags(LetterFacts facts, LetterItem item) {
        var tags = new ArrayList<String>();
        if (facts.test()) {
            tags.add("lifecycle:test");
        }
        tags.add("notice:" + facts.number());
        tags.add("match:" + item.matches().getFirst().kind().name().toLowerCase(Locale.ROOT));
        if (facts.reminder() > 0) {
            tags.add("reminder:" + facts.reminder());
        }
        return tags;
    }
}
