package org.vigie.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.organisation.CurrentOrganisation;

/** What members say of hashes at NCMEC's hash sharing, and why one may be called wrong. */
class NcmecFeedbackTest extends SourceTestBase {
    private FakeNcmec ncmec;

    @BeforeEach
    void aSourceWithTenEntries() {
        ncmec = new FakeNcmec(clock);
        org = fixtures.organisation("Exchange");
        for (int i = 0; i < 10; i++) {
            ncmec.put("7", "e" + i, "A1", md5(i) + sha1(i));
            clock.advance(Duration.ofSeconds(30));
        }
        var access = new ExchangeService.Access(SourceKind.NCMEC, ncmec.base(), "hotline", "secret", false);
        source = CurrentOrganisation.as(org, () -> sources.add(LIST, access, TEST));
    }

    @AfterEach
    void stop() {
        ncmec.close();
    }

    @Test
    void theReasonsOfTheServiceAreThere() throws IOException {
        UUID reason = new UUID(0, 7);
        CurrentOrganisation.call(org, () -> {
            var list = lists.find(LIST).orElseThrow().id();
            assertThat(opinions.reasons(list, HashAlgorithm.SHA1))
                    .containsExactly(new OpinionReason(reason, "Not what it says"));
            ncmec.answerWith("<other/>");
            assertThatExceptionOfType(ExchangeFailed.class)
                    .isThrownBy(() -> opinions.reasons(list, HashAlgorithm.MD5))
                    .withMessage("NOT_A_LIST_OF_REASONS");
            return true;
        });
    }

    /** Votes are of one hash of an entry. A member counts once, and what nobody told us about is passed over. */
    @Test
    void votesOfOtherMembersAreKeptWithTheirHash() {
        ncmec.feedback("7", "e2", """
                <feedback lastUpdateTimestamp="2026-01-01T00:00:00Z">and a word
                  <affirmativeFeedback type="Md5"><members timestamp="2026-01-01T00:00:00Z">
                    <member id="8">A</member><member id="9">B</member><member id="8">A</member></members></affirmativeFeedback>
                  <negativeFeedback type="SHA1"><reasons><reason guid="x" name="y" type="Sha1"/>
                    <members><member id="9">B</member></members><reason guid="z" name="y" type="Sha1"/>
                    <members><member id="9">B</member></members></reasons></negativeFeedback>
                  <affirmativeFeedback type="PDNA"><members><member id="8">A</member></members></affirmativeFeedback>
                  <other type="Md5"><member id="10">C</member></other>
                </feedback>""");
        take();

        assertThat(entry("md5:" + hex(2, 32)).provenance()).satisfies(said -> {
            assertThat(said.affirmed()).isEqualTo(2);
            assertThat(said.refuted()).isZero();
            assertThat(said.sourceId()).isEqualTo("7-e2");
        });
        assertThat(entry("sha1:" + hex(2, 40)).provenance()).satisfies(said -> {
            assertThat(said.affirmed()).isZero();
            assertThat(said.refuted()).isOne();
        });
        assertThat(entry("md5:" + hex(3, 32)).provenance().affirmed()).isZero();
        assertThat(entries()).hasSize(20);
    }

    private static String md5(int number) {
        return "<md5>%s</md5>".formatted(hex(number, 32));
    }

    private static String sha1(int number) {
        return "<sha1>%s</sha1>".formatted(hex(number, 40));
    }

    private static String hex(int number, int digits) {
        return "%02x".formatted(number + 1).repeat(digits / 2);
    }
}
