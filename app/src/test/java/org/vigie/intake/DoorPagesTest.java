package org.vigie.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrganisationService;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.FakeClock;
import org.vigie.testing.VigieTest;

@VigieTest
class DoorPagesTest {
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("id=\"receipt-code\"[^>]*>([0-9A-Z-]{19})<");
    private static final Pattern STAGE = Pattern.compile("data-stage=\"([A-Z_]+)\"");

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private FakeClock clock;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private OrganisationService organisations;

    @Test
    void aWitnessReportsAndFollowsTheReportInEitherLanguage() {
        for (var paths : List.of(List.of("/report", "/receipt"), List.of("/signaler", "/recu"))) {
            clock.advance(Duration.ofHours(3));
            var code = send(paths.getFirst(), token(paths.getFirst()), fresh(), "behind the second link");

            assertThat(found(STAGE, read(paths.getLast(), code))).isEqualTo("RECEIVED");
            clock.advance(Duration.ofDays(2));
            assertThat(found(
                            STAGE,
                            read(
                                    paths.getLast(),
                                    code.toLowerCase(java.util.Locale.ROOT).replace("-", " "))))
                    .isEqualTo("CHECKED");
        }
    }

    @Test
    void eachPathSpeaksItsLanguageAndLeadsToTheOther() {
        assertThat(mvc.get().uri("/report").header("Accept-Language", "fr"))
                .bodyText()
                .contains("<html", "lang=\"en\"", "href=\"/signaler\"", "Report an address", "911");
        assertThat(mvc.get().uri("/signaler").header("Accept-Language", "en"))
                .bodyText()
                .contains("lang=\"fr\"", "href=\"/report\"", "Signaler une adresse", "911");
        assertThat(mvc.get().uri("/recu")).bodyText().contains("Suivre un signalement", "href=\"/receipt\"");
    }

    @Test
    void noPageOfTheDoorSetsACookieOrKnowsWhoIsSignedIn() {
        var person = new SignedIn(UUID.randomUUID(), organisations.hotline(), Set.of(Role.ANALYST), "Known Name");
        for (var path : List.of("/report", "/signaler", "/receipt", "/recu")) {
            for (var answer : List.of(
                    mvc.get().uri(path).exchange(),
                    mvc.post().uri(path).param("code", "x").exchange(),
                    mvc.get().uri(path).with(user(person)).exchange())) {
                assertThat(answer.getResponse().getHeader("Set-Cookie")).isNull();
                assertThat(answer.getRequest().getSession(false)).isNull();
            }
        }
    }

    @Test
    void aLookAtWhatWasUnderstoodComesFirst() {
        var answer = mvc.post()
                .uri("/report")
                .param("token", token("/report"))
                .param("address", " HTTP://Pictures.Example/a.jpg ")
                .param("words", "<script>alert(1)</script>");

        assertThat(answer)
                .hasStatusOk()
                .bodyText()
                .contains("hxxp://pictures[.]example/a.jpg", "&lt;script&gt;")
                .doesNotContain("<script>alert", "id=\"receipt-code\"", "href=\"http");
    }

    @Test
    void whatIsMissingIsSaidAndNothingTypedIsLost() {
        assertThat(mvc.post().uri("/report").param("words", "kept words").param("token", token("/report")))
                .hasStatus(422)
                .bodyText()
                .contains("Enter the address of the page or picture", "kept words", "href=\"#address\"");
        assertThat(mvc.post().uri("/signaler").param("address", "mailto:x").param("token", token("/signaler")))
                .hasStatus(422)
                .bodyText()
                .contains("Saisissez une adresse qui commence par");
        assertThat(mvc.post()
                        .uri("/report")
                        .param("token", token("/report"))
                        .param("address", fresh())
                        .param("words", "x".repeat(IntakeLimits.WORDS_CHARACTERS_MAX + 1)))
                .hasStatus(422)
                .bodyText()
                .contains("2,000");
    }

    @Test
    void aFormThatWeDidNotMakeOrThatIsOldIsAskedForAgain() {
        var old = token("/report");
        clock.advance(Duration.ofDays(1));
        for (var token : List.of(old, "", "AAAA", "é", old.substring(1) + "A")) {
            assertThat(mvc.post()
                            .uri("/report")
                            .param("token", token)
                            .param("address", "http://kept.example/")
                            .param("confirmed", "yes"))
                    .hasStatus(422)
                    .bodyText()
                    .contains("open for a long time", "http://kept.example/");
        }
    }

    @Test
    void theSameFormSentTwiceIsOneReportWithOneCode() {
        var token = token("/report");
        var address = fresh();

        var first = send("/report", token, address, "");
        var second = send("/report", token, address, "");

        assertThat(second).isEqualTo(first);
    }

    @Test
    void aFormGoneBackToAndSentWithAnotherAddressIsAnotherReport() {
        clock.advance(Duration.ofHours(3));
        var token = token("/report");
        var address = fresh();
        var first = send("/report", token, address, "");
        var newest = newestNumber();

        var second = send("/report", token, fresh(), "");

        assertThat(second).isNotEqualTo(first);
        assertThat(newest(1)).containsExactly("WAITING");
        assertThat(newestNumber()).isEqualTo(newest + 1);
        for (var code : List.of(first, second)) {
            assertThat(found(STAGE, read("/receipt", code))).isEqualTo("RECEIVED");
        }
        assertThat(send("/report", token, address, ""))
                .as("the first, sent again")
                .isEqualTo(first);
        assertThat(newestNumber()).isEqualTo(newest + 1);
    }

    @Test
    void aSecondWitnessOfTheSameAddressIsCountedAndNotFetchedAgain() {
        var address = fresh();
        send("/report", token("/report"), address, "");
        send("/signaler", token("/signaler"), address, "");

        assertThat(newest(2)).containsExactly("JOINED", "WAITING");
    }

    @Test
    void whoReportsMuchIsNeverRefused() {
        for (int i = 0; i < 15; i++) {
            assertThat(send("/report", token("/report"), fresh(), "")).hasSize(19);
        }
    }

    @Test
    void aWrongCodeAndAnUnknownOneGetTheSameAnswer() {
        clock.advance(Duration.ofHours(2));
        var wrong = text(mvc.post().uri("/receipt").param("code", "ABCD").exchange());
        var unknown =
                text(mvc.post().uri("/receipt").param("code", "0".repeat(16)).exchange());

        assertThat(unknown).isEqualTo(wrong).contains("no report with this code");
        for (int i = 0; i < 10; i++) {
            mvc.post().uri("/receipt").param("code", "ABCD" + i).exchange();
        }
        assertThat(mvc.post().uri("/receipt").param("code", "ABCD"))
                .hasStatus(429)
                .bodyText()
                .contains("Wait an hour");
        clock.advance(Duration.ofHours(2));
    }

    @Test
    void nothingOfAWitnessIsStoredButTheDayAndWhatIsSealed() {
        var address = "http://needle-in-a-haystack.example/" + System.nanoTime();
        mvc.post()
                .uri("/report")
                .header("User-Agent", "Needle/1.0")
                .with(request -> {
                    request.setRemoteAddr("203.0.113.77");
                    return request;
                })
                .param("token", token("/report"))
                .param("address", address)
                .param("words", "needle words")
                .param("confirmed", "yes")
                .exchange();

        var rows = CurrentOrganisation.as(
                organisations.hotline(),
                () -> transaction.execute(
                        status -> db.sql("""
                        select row_to_json(r)::text || row_to_json(i)::text from report r join incident i on i.report_id = r.id
                        union all select row_to_json(a)::text from audit_entry a
                        union all select row_to_json(w)::text from work w
                        """).query(String.class).list()));

        assertThat(String.join("\n", Objects.requireNonNull(rows)))
                .isNotEmpty()
                .doesNotContainIgnoringCase("needle")
                .doesNotContain("203.0.113");
    }

    @Test
    void anAnalystOpensAReportAndThatIsWrittenDown() {
        var address = fresh();
        send("/report", token("/report"), address, "second link");
        var person = new SignedIn(UUID.randomUUID(), organisations.hotline(), Set.of(Role.ANALYST), "An");
        var list = text(mvc.get().uri("/reports").with(user(person)).exchange());
        assertThat(list).doesNotContain("second link", "example");
        var link = found(Pattern.compile("href=\"(/reports/[0-9a-f-]{36})\""), list);

        assertThat(mvc.get().uri(link).with(user(person)))
                .hasStatusOk()
                .bodyText()
                .contains("second link", "hxxp://reported[.]example/")
                .doesNotContain(address);
        var reads = CurrentOrganisation.as(
                organisations.hotline(),
                () -> transaction.execute(status -> db.sql(
                                "select count(*) from audit_entry where act = 'report.read' and actor_id = :id")
                        .param("id", person.staff().toString())
                        .query(Integer.class)
                        .single()));
        assertThat(reads).isEqualTo(1);
    }

    private List<String> newest(int count) {
        return Objects.requireNonNull(CurrentOrganisation.as(
                organisations.hotline(),
                () -> transaction.execute(
                        status -> db.sql("select fetching from incident order by number desc limit :count")
                                .param("count", count)
                                .query(String.class)
                                .list())));
    }

    private long newestNumber() {
        return Objects.requireNonNull(CurrentOrganisation.as(
                organisations.hotline(),
                () -> transaction.execute(status -> db.sql("select max(number) from incident")
                        .query(Long.class)
                        .single())));
    }

    private static String fresh() {
        return "http://reported.example/" + System.nanoTime();
    }

    private String token(String path) {
        return found(TOKEN, text(mvc.get().uri(path).exchange()));
    }

    private String send(String path, String token, String address, String words) {
        var answer = mvc.post()
                .uri(path)
                .param("token", token)
                .param("address", address)
                .param("words", words)
                .param("confirmed", "yes")
                .exchange();
        return found(CODE, text(answer));
    }

    private String read(String path, String code) {
        return text(mvc.post().uri(path).param("code", code).exchange());
    }

    private static String found(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        assertThat(found.find()).as("%s in %s", pattern, text).isTrue();
        return Objects.requireNonNull(found.group(1));
    }

    private static String text(MvcTestResult answer) {
        try {
            return answer.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
