package org.vigie.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.database.Mode;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.HashEntry;
import org.vigie.hashlist.ListName;
import org.vigie.hashlist.ListPolicy;
import org.vigie.hashlist.MaterialClass;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Refusal;

class NcmecTest extends SourceTestBase {
    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    private FakeNcmec ncmec;

    @BeforeEach
    void aSourceWithTenEntries() {
        ncmec = new FakeNcmec(clock);
        org = fixtures.organisation("Exchange");
        for (int i = 0; i < 10; i++) {
            ncmec.put("7", "e" + i, "A1", md5(i) + sha1(i));
            clock.advance(Duration.ofSeconds(30));
        }
        source = add(false);
    }

    @AfterEach
    void stop() {
        ncmec.close();
    }

    @Test
    void takesAllPagesAndThenWhatIsNew() {
        take();

        assertThat(entries()).hasSize(20).allSatisfy((hash, entry) -> {
            assertThat(entry.classAsGiven()).isEqualTo("A1");
            assertThat(entry.materialClass()).isEqualTo(MaterialClass.CSAM);
            assertThat(entry.provenance().classifier()).isEqualTo("member 7");
            assertThat(entry.provenance().sourceId()).startsWith("7-e");
        });
        assertThat(ncmec.asked).hasSize(4);
        assertThat(stored().checkpoint()).isEqualTo(clock.instant().minusSeconds(5));

        ncmec.put("7", "late", "B2", md5(77));
        clock.advance(Duration.ofMinutes(15));
        take();
        assertThat(entries()).hasSize(21);
        assertThat(ncmec.asked).hasSize(5);
    }

    /** A letter that nobody told us about, none at all, and more text than there should be: kept, and left to a person. */
    @Test
    void aClassificationThatIsUnknownGoesToReview() {
        ncmec.put("7", "odd", "C9", md5(91));
        ncmec.put("7", "none", "", md5(92));
        ncmec.put("7", "long", "A1 and ".repeat(30), md5(93));
        clock.advance(Duration.ofMinutes(1));
        take();
        assertThat(entries()).hasSize(23);
        assertThat(entries().values())
                .filteredOn(entry -> !entry.classAsGiven().equals("A1"))
                .hasSize(3)
                .allSatisfy(entry -> {
                    assertThat(entry.materialClass()).isEqualTo(MaterialClass.UNMAPPED);
                    assertThat(new ListPolicy(true, 31).letsExactNotify(entry.materialClass()))
                            .isFalse();
                });
        assertThat(stored().problem()).isNull();
    }

    @Test
    void theCheckpointMovesOnlyWhenTheWholeRangeWasTaken() {
        ncmec.failAfter(2);
        take();

        assertThat(stored().checkpoint()).isEqualTo(Instant.EPOCH);
        assertThat(stored().problem()).isEqualTo("STATUS_503");
        assertThat(entries()).as("whole pages").hasSize(12);

        ncmec.healed();
        clock.advance(Duration.ofMinutes(1));
        take();
        assertThat(entries()).hasSize(20);
        assertThat(ncmec.asked.get(2)).as("goes on where it was").contains("start=6");
        assertThat(stored().problem()).isNull();
    }

    @Test
    void aPageThatHasGrownStaleIsNotGoneOnWith() {
        ncmec.failAfter(2);
        take();
        ncmec.healed();
        clock.advance(Duration.ofHours(12));

        take();

        assertThat(ncmec.asked.get(2)).as("the range begins anew").doesNotContain("start=");
        assertThat(entries()).hasSize(20);
    }

    @Test
    void aRangeWithoutEndIsGivenUpAndBegunAnewLater() {
        ncmec.failAfter(2);
        take();
        assertThat(pages()).isEqualTo(2);
        in("update exchange_source set pages = " + ExchangeLimits.PAGES_MAX);
        ncmec.healed();
        take();

        assertThat(stored().problem()).isEqualTo("TOO_MANY_PAGES");
        assertThat(stored().checkpoint()).isEqualTo(Instant.EPOCH);
        assertThat(ncmec.asked).as("nothing more was asked").hasSize(2);

        clock.advance(Duration.ofHours(12));
        take();
        assertThat(ncmec.asked.get(2)).doesNotContain("start=");
        assertThat(entries()).hasSize(20);
        assertThat(pages()).isZero();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WHOLE")
    @Timeout(30)
    void aBodyThatNeverEndsIsGivenUp(FakeNcmec.Body body) {
        ncmec.body(body);
        var access = new SourceAccess(ncmec.base(), "hotline", "secret", false);

        assertThatExceptionOfType(ExchangeFailed.class)
                .isThrownBy(() -> new NcmecClient(Mode.TEST, Duration.ofMillis(300)).page(access, range(), ""))
                .withMessage("ANSWER_TOO_SLOW");
    }

    @Test
    void whatIsDatedNowIsTakenNextTime() {
        take();
        ncmec.put("7", "now", "A2", md5(80));
        clock.advance(Duration.ofSeconds(1));
        take();
        assertThat(entries()).hasSize(20);

        clock.advance(Duration.ofMinutes(1));
        take();
        assertThat(entries()).hasSize(21);
    }

    @Test
    void aDeletedEntryTakesBackItsHashesUnlessAnotherSaysThem() {
        ncmec.put("8", "same", "A1", md5(0));
        clock.advance(Duration.ofSeconds(30));
        take();
        ncmec.delete("7", "e0");
        ncmec.delete("7", "e1");
        clock.advance(Duration.ofMinutes(1));
        take();

        assertThat(entry("md5:" + hex(0, 32)).isWithdrawn())
                .as("member 8 says it too")
                .isFalse();
        assertThat(entry("sha1:" + hex(0, 40)).isWithdrawn()).isTrue();
        assertThat(entry("md5:" + hex(1, 32)).isWithdrawn()).isTrue();

        ncmec.delete("8", "same");
        clock.advance(Duration.ofMinutes(1));
        take();
        assertThat(entry("md5:" + hex(0, 32)).isWithdrawn()).isTrue();
    }

    @Test
    void aChangedEntryTakesBackTheHashesThatItHasNoMore() {
        take();
        ncmec.put("7", "e3", "A2", md5(93));
        clock.advance(Duration.ofMinutes(1));
        take();

        assertThat(entry("md5:" + hex(3, 32)).isWithdrawn()).isTrue();
        assertThat(entry("md5:" + hex(93, 32)).classAsGiven()).isEqualTo("A2");
    }

    @Test
    void whatComesBackMatchesAgainUnlessAPersonWithdrewIt() {
        take();
        HashEntry ours = entry("md5:" + hex(4, 32));
        CurrentOrganisation.as(org, () -> lists.withdraw(ours.id(), "It is a landscape.", TEST));
        ncmec.delete("7", "e5");
        clock.advance(Duration.ofMinutes(1));
        take();
        ncmec.put("7", "e4", "A1", md5(4));
        ncmec.put("7", "e5", "A1", md5(5));
        clock.advance(Duration.ofMinutes(1));
        take();

        assertThat(entry("md5:" + hex(4, 32)).isWithdrawn()).isTrue();
        assertThat(entry("md5:" + hex(5, 32)).isWithdrawn()).isFalse();
    }

    @Test
    void exploitativeMaterialIsNeverTakenForTheOther() {
        org = fixtures.organisation("Exploitative");
        source = add(true);
        take();

        assertThat(entries().values()).isNotEmpty().allSatisfy(entry -> {
            assertThat(entry.classAsGiven()).isEqualTo("exploitative A1");
            assertThat(entry.materialClass()).isEqualTo(MaterialClass.UNMAPPED);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not xml",
                "<other/>",
                "<queryResult><images><image><id>1</id></image></images></queryResult>",
                "<!DOCTYPE q [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><queryResult>&a;</queryResult>",
                "<queryResult><images count='0'/><paging><next>https://other.example/v2/entries</next></paging></queryResult>",
                "<queryResult><paging><next>/v2/../../admin</next></paging></queryResult>"
            })
    void whatCannotBeUnderstoodMovesNothing(String answer) {
        ncmec.answerWith(answer);

        take();

        assertThat(stored().checkpoint()).isEqualTo(Instant.EPOCH);
        assertThat(stored().problem()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hashsharing.ncmec.example/npo",
                "http://192.0.2.1/npo",
                "ftp://localhost/",
                "http://user@localhost/",
                "file:///tmp"
            })
    void testModeReachesThisMachineOnly(String base) {
        var access = new ExchangeService.Access(SourceKind.NCMEC, URI.create(base), "hotline", "secret", false);

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(
                        () -> CurrentOrganisation.as(org, () -> sources.add(new ListName("Elsewhere"), access, TEST)));
    }

    @Test
    void otherwiseOnlyTlsIsSpoken() {
        var live = new NcmecClient(Mode.LIVE);

        assertThat(live.allows(URI.create("https://hashsharing.example/npo"))).isTrue();
        assertThat(live.allows(URI.create("http://hashsharing.example/npo"))).isFalse();
    }

    @Test
    void anOpinionIsToldToTheContributor() throws IOException {
        take();
        UUID reason = UUID.randomUUID();
        EntryId ours = entry("md5:" + hex(1, 32)).id();

        CurrentOrganisation.call(org, () -> {
            opinions.tell(ours, new Opinion.Affirmative(), TEST);
            opinions.tell(ours, new Opinion.Negative(reason), TEST);
            return true;
        });

        assertThat(ncmec.feedback.getFirst())
                .startsWith("/npo/v2/entries/7/e1/MD5/feedback <feedbackSubmission")
                .contains("<affirmative/>");
        assertThat(ncmec.feedback.getLast()).contains("<guid>" + reason + "</guid>");
        assertThatExceptionOfType(ExchangeFailed.class)
                .isThrownBy(() -> new NcmecClient(Mode.TEST)
                        .page(new SourceAccess(ncmec.base(), "hotline", "wrong", false), range(), ""))
                .withMessage("STATUS_401");
    }

    private SourceClient.Range range() {
        return new SourceClient.Range(Instant.EPOCH, clock.instant());
    }

    private SourceId add(boolean exploitative) {
        var access = new ExchangeService.Access(SourceKind.NCMEC, ncmec.base(), "hotline", "secret", exploitative);
        return CurrentOrganisation.as(org, () -> sources.add(LIST, access, TEST));
    }

    private void in(String sql) {
        CurrentOrganisation.as(
                org,
                () -> transaction.executeWithoutResult(status -> db.sql(sql).update()));
    }

    private int pages() {
        var range = stored().range();
        return range == null ? 0 : range.pages();
    }

    private static String md5(int number) {
        return "<md5>%s</md5>".formatted(hex(number, 32));
    }

    private static String sha1(int number) {
        return "<sha1>%s</sha1>".formatted(hex(number, 40));
    }

    private static String hex(int number, int digits) {
        return new HashValue(
                        digits == 32 ? HashAlgorithm.MD5 : HashAlgorithm.SHA1,
                        "%02x".formatted(number + 1).repeat(digits / 2))
                .hex();
    }
}
