package org.vigie.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rules are those of the XARF 4 schemas xarf-core, content-base and content-csam (github.com/xarf/xarf-spec, 37820da). */
class XarfTest {
    private static final Set<String> REQUIRED = Set.of(
            "xarf_version",
            "report_id",
            "timestamp",
            "reporter",
            "sender",
            "source_identifier",
            "category",
            "type",
            "url",
            "classification",
            "detection_method");
    private static final Pattern TAG = Pattern.compile("^[a-z0-9][a-z0-9_+-]*:[a-z0-9][a-z0-9_+-]*$");

    @ParameterizedTest
    @ValueSource(strings = {"notice", "reminder", "single"})
    void isAValidReportOfTypeContentCsam(String name) {
        LetterFacts facts = switch (name) {
            case "notice" -> LetterSamples.notice(Locale.ENGLISH);
            case "reminder" -> LetterSamples.reminder(Locale.ENGLISH);
            default -> LetterSamples.single(Locale.ENGLISH);
        };
        for (LetterItem item : facts.items()) {
            JsonNode report = read(Xarf.report(facts, item));
            assertThat(report.propertyNames()).containsAll(REQUIRED);
            assertThat(text(report, "xarf_version")).matches("^4\\.[0-9]+\\.[0-9]+$");
            assertThat(UUID.fromString(text(report, "report_id")).version()).isEqualTo(4);
            assertThat(Instant.parse(text(report, "timestamp"))).isBefore(facts.written());
            assertThat(URI.create(text(report, "url")).isAbsolute()).isTrue();
            assertThat(text(report, "category") + "/" + text(report, "type")).isEqualTo("content/csam");
            assertThat(text(report, "classification")).isIn("baseline", "A1", "A2", "B1", "B2");
            assertThat(text(report, "detection_method"))
                    .isIn("hash_match", "ai_detection", "manual_review", "user_report", "automated_scan");
            assertThat(text(report, "media_type")).isIn("image", "video", "audio", "text", "mixed");
            assertThat(text(report, "verification_method"))
                    .isIn("manual", "automated_crawler", "user_report", "honeypot", "threat_intelligence");
            assertThat(text(report, "description")).hasSizeLessThanOrEqualTo(1_000);
            for (String party : new String[] {"reporter", "sender"}) {
                assertThat(report.get(party).propertyNames()).containsExactlyInAnyOrder("org", "contact", "domain");
            }
            var hashes = report.get("hash_values");
            assertThat(text(hashes, "md5")).matches("[a-f0-9]{32}");
            assertThat(text(hashes, "sha1")).matches("[a-f0-9]{40}");
            assertThat(text(hashes, "sha256")).matches("[a-f0-9]{64}");
            assertThat(report.get("tags").size()).isLessThanOrEqualTo(20);
            report.get("tags").forEach(tag -> assertThat(tag.asString()).matches(TAG));
        }
    }

    @Test
    void holdsNoImageryAndNothingInternal() {
        LetterFacts facts = LetterSamples.notice(Locale.ENGLISH);
        assertThat(read(Xarf.report(facts, facts.items().getFirst())).propertyNames())
                .doesNotContain("evidence", "screenshot_url", "_internal");
    }

    @Test
    void saysThatItIsATestInTestModeOnly() {
        LetterFacts test = LetterSamples.notice(Locale.ENGLISH);
        LetterFacts live = LetterSamples.single(Locale.ENGLISH);
        assertThat(Xarf.report(test, test.items().getFirst())).contains("\"lifecycle:test\"");
        assertThat(Xarf.report(live, live.items().getFirst())).doesNotContain("lifecycle:test");
    }

    @Test
    void namesTheServerWhereItIsKnownAndElseTheHost() {
        LetterFacts facts = LetterSamples.notice(Locale.ENGLISH);
        assertThat(text(read(Xarf.report(facts, facts.items().getFirst())), "source_identifier"))
                .isEqualTo("192.0.2.17");
        assertThat(text(read(Xarf.report(facts, facts.items().getLast())), "source_identifier"))
                .isEqualTo("[2001:db8::7]");
    }

    private static JsonNode read(String json) {
        return JsonMapper.builder().build().readTree(json);
    }

    private static String text(JsonNode node, String name) {
        return node.get(name).asString();
    }
}
