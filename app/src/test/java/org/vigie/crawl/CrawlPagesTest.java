package org.vigie.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.vigie.audit.AuditLine;
import org.vigie.audit.AuditQuestion;
import org.vigie.audit.AuditReadService;
import org.vigie.item.ItemId;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

@VigieTest
@Import(CrawlSamples.class)
class CrawlPagesTest {
    private static final Pattern OLDER = Pattern.compile("rel=\"next\" href=\"(/crawl\\?before=[^\"]*)\"");

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private CrawlSamples samples;

    @Autowired
    private CrawlService crawl;

    @Autowired
    private AuditReadService audits;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private FakeClock clock;

    private OrgId org = new OrgId(new UUID(0, 0));
    private SignedIn analyst = person(org, Role.ANALYST);
    private String host = "";

    @BeforeEach
    void anOrganisationAndAHostOfItsOwn() {
        org = fixtures.organisation("Crawling");
        analyst = person(org, Role.ANALYST);
        host = "http://" + UUID.randomUUID() + ".example/";
    }

    @ParameterizedTest
    @CsvSource({"en, There are no leads yet.", "fr, Il n’y a encore aucune piste."})
    void anEmptyListSaysWhereLeadsComeFrom(String language, String empty) {
        assertThat(get("/crawl?lang=" + language))
                .hasStatusOk()
                .bodyText()
                .contains(empty)
                .doesNotContain("??");
    }

    @ParameterizedTest
    @CsvSource({"en, A report, Going on, '1 of 9'", "fr, Un signalement, En cours, '1 sur 9'"})
    void theListShowsHowFarEachLeadHasComeAndNoAddress(String language, String purpose, String state, String budget) {
        as(() -> {
            samples.lead(Purpose.REPORT, 9, host, host + "b");
            samples.end(host, Reason.PAGE);
        });

        assertThat(get("/crawl?lang=" + language))
                .hasStatusOk()
                .bodyText()
                .contains(purpose, state, budget)
                .doesNotContain(".example", "??");
    }

    @Test
    void theListGoesOnWhereAPageEnds() {
        List<LeadId> leads = asOrg(() -> {
            var made = new ArrayList<LeadId>();
            for (int i = 0; i <= CrawlLimits.ROWS_SHOWN_MAX.value(); i++) {
                // two each at one moment, so that the id decides, too
                clock.advance(Duration.ofMillis(i % 2));
                made.add(samples.lead(Purpose.SEED, 1, host));
            }
            return made;
        });
        String first = body(get("/crawl"));
        var older = OLDER.matcher(first);
        assertThat(older.find()).isTrue();
        String second = body(get(older.group(1).replace("&amp;", "&")));

        assertThat(leads)
                .allSatisfy(lead -> assertThat(first.contains("/crawl/" + lead) != second.contains("/crawl/" + lead))
                        .isTrue());
        assertThat(OLDER.matcher(second).find()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "en, Forbidden by robots.txt, 'unless somebody reports this very address', Outside the scope, Links cut",
        "fr, Interdite par robots.txt, 'sauf si quelqu’un signale cette adresse même', Hors de l’étendue, Liens coupés"
    })
    void aLeadSaysWhatBecameOfItsAddressesInWords(
            String language, String robots, String next, String outside, String cut) {
        LeadId lead = asOrg(() -> {
            LeadId made = samples.lead(Purpose.SEED, 9, host);
            samples.end(host, Reason.ROBOTS);
            samples.refuse(made, host + "x", Reason.OUT_OF_SCOPE);
            return made;
        });

        assertThat(get("/crawl/" + lead + "?lang=" + language))
                .hasStatusOk()
                .bodyText()
                .contains(robots, next, outside, cut)
                .doesNotContain(".example", "??");
    }

    @Test
    void whatALeadFoundIsNamedAndOpenToAnalystsOnly() {
        ItemId item = asOrg(samples::item);
        LeadId lead = asOrg(() -> {
            LeadId made = samples.lead(Purpose.SEED, 9, host + "1.jpg");
            samples.foundAt(host + "1.jpg", item);
            return made;
        });

        assertThat(get("/crawl/" + lead)).bodyText().contains("One item", "/items/" + item.value());
        assertThat(mvc.get().uri("/crawl/" + lead).with(user(person(org, Role.AUDITOR))))
                .bodyText()
                .contains("One item")
                .doesNotContain("/items/" + item.value());
    }

    @Test
    void whileALeadGoesOnItsNumbersRenewThemselvesAndOnlyThey() {
        LeadId lead = asOrg(() -> samples.lead(Purpose.SEED, 9, host));

        assertThat(get("/crawl/" + lead)).bodyText().contains("<html", "hx-get=\"/crawl/" + lead + "\"");
        assertThat(mvc.get().uri("/crawl/" + lead).header("HX-Request", "true").with(user(analyst)))
                .bodyText()
                .startsWith("<section id=\"progress\"")
                .contains("hx-trigger=\"every 5s\"", "hx-headers=\"{&quot;Vigie-Poll&quot;: &quot;true&quot;}\"")
                .doesNotContain("<html", "<meta");
        as(() -> samples.end(host, Reason.NOT_FOUND));
        assertThat(mvc.get().uri("/crawl/" + lead).header("HX-Request", "true").with(user(analyst)))
                .bodyText()
                .contains("Finished")
                .doesNotContain("hx-get");
    }

    @ParameterizedTest
    @CsvSource({"en, Stop lead, at this moment still ends", "fr, Arrêter la piste, à cet instant se termine encore"})
    void beforeALeadIsStoppedThePageSaysWhatThatDoes(String language, String question, String now) {
        LeadId lead = asOrg(() -> samples.lead(Purpose.SEED, 9, host));

        assertThat(get("/crawl/" + lead + "/stop?lang=" + language))
                .hasStatusOk()
                .bodyText()
                .contains(question, now);
        assertThat(asOrg(() -> crawl.leadSummary(lead).orElseThrow().finished()))
                .isFalse();
    }

    @Test
    void stoppingEndsWhatWaitsOnceAndIsAudited() {
        LeadId lead = asOrg(() -> samples.lead(Purpose.SEED, 9, host, host + "b"));

        for (int click = 0; click < 2; click++) {
            assertThat(post("/crawl/" + lead + "/stop", analyst)).hasRedirectedUrl("/crawl/" + lead);
        }

        assertThat(asOrg(() -> crawl.leadSummary(lead).orElseThrow().skipped())).containsEntry(Reason.STOPPED, 2);
        assertThat(audited("crawl.stopped", lead.toString())).singleElement().satisfies(line -> {
            assertThat(line.actor().id()).isEqualTo(analyst.staff().toString());
            assertThat(line.facts()).containsExactly("ended=2");
        });
        assertThat(get("/crawl/" + lead)).bodyText().contains("Stopped", "before everything was fetched");
        assertThat(get("/crawl/" + lead + "/stop"))
                .bodyText()
                .contains("nothing to stop")
                .doesNotContain("stop-now");
    }

    @Test
    void whatIsBeingFetchedWhenALeadIsStoppedStillEndsByItselfAndLeadsNoFurther() {
        LeadId lead = asOrg(() -> samples.lead(Purpose.SEED, 9, host, host + "b"));
        CrawlSamples.Begun begun = asOrg(() -> samples.begin(host));

        post("/crawl/" + lead + "/stop", analyst);
        assertThat(get("/crawl/" + lead)).bodyText().contains("Being stopped");
        as(() -> {
            samples.queue(lead, host + "c");
            Ending later = Ending.of(Reason.TIMEOUT).retry(clock.instant().plusSeconds(9));
            samples.end(begun, later, 1, () -> {});
        });

        LeadSummary summary = asOrg(() -> crawl.leadSummary(lead).orElseThrow());
        assertThat(summary.finished()).isTrue();
        assertThat(summary.waiting()).isZero();
        assertThat(summary.errors()).containsOnlyKeys(Reason.TIMEOUT);
        assertThat(summary.skipped()).containsEntry(Reason.STOPPED, 1);
    }

    @Test
    void aLeadOfAnotherOrganisationIsNoneAndCannotBeStopped() {
        LeadId lead = asOrg(() -> samples.lead(Purpose.SEED, 9, host));
        SignedIn stranger = person(fixtures.organisation("Elsewhere"), Role.ANALYST);

        for (String path : List.of("", "/stop")) {
            assertThat(mvc.get().uri("/crawl/" + lead + path + "?lang=en").with(user(stranger)))
                    .hasStatus(409)
                    .bodyText()
                    .contains("There is no such lead");
        }
        assertThat(post("/crawl/" + lead + "/stop", stranger)).hasStatus(409);
        assertThat(mvc.get().uri("/crawl").with(user(stranger))).bodyText().doesNotContain(lead.toString());
        assertThat(asOrg(() -> crawl.leadSummary(lead).orElseThrow().finished()))
                .isFalse();
    }

    @Test
    void aLeadIsBegunByHandUnderThePersonsName() {
        assertThat(begin("\n" + host.substring("http://".length()) + "\n" + host + "\n", "DOMAIN", "2", "50"))
                .hasStatus(302)
                .redirectedUrl()
                .startsWith("/crawl/");

        AuditLine line = audited("crawl.started", "").getFirst();
        assertThat(line.actor().id()).isEqualTo(analyst.staff().toString());
        assertThat(get("/crawl/" + line.subjects().getFirst()))
                .bodyText()
                .contains("The same domain", "up to 2 links", "0 of 50 requests made");
        LeadId lead = new LeadId(UUID.fromString(line.subjects().getFirst()));
        assertThat(asOrg(() -> crawl.leadSummary(lead).orElseThrow().waiting()))
                .as("two spellings of one seed")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'', HOST, 1, 1, Give at least one address",
        "'a.example\nftp://b.example\n', HOST, 1, 1, 'on these lines: 2.'",
        "a.example, NOWHERE, 1, 1, Choose how far",
        "a.example, HOST, 21, 1, 'from 0 to 20'",
        "a.example, HOST, -1, 1, 'from 0 to 20'",
        "a.example, HOST, one, 1, 'from 0 to 20'",
        "a.example, HOST, 1, 0, 'from 1 to 100,000'",
        "a.example, HOST, 1, 100001, 'from 1 to 100,000'"
    })
    void whatIsOutOfLimitsIsRefusedInWordsAndNothingIsLost(
            String seeds, String scope, String depth, String budget, String words) {
        assertThat(begin(seeds, scope, depth, budget))
                .hasStatus(422)
                .bodyText()
                .contains(words, "govuk-error-summary", seeds.strip());
        assertThat(get("/crawl")).bodyText().contains("There are no leads yet.");
    }

    @Test
    void moreSeedsThanALeadTakesAreRefused() {
        String many = "a.example\n".repeat(CrawlLimits.SEEDS_MAX.value() + 1);

        assertThat(begin(many, "HOST", "1", "1")).hasStatus(422).bodyText().contains("at most 1,000 addresses");
    }

    @Test
    void listKeepersReadHowTheCrawlStandsAndBeginOrStopNothing() {
        SignedIn keeper = person(org, Role.LIST_KEEPER);

        assertThat(mvc.get().uri("/crawl").with(user(keeper)))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("/crawl/new", "/crawl/why");
        assertThat(mvc.get().uri("/crawl/why").with(user(keeper))).hasStatus(403);
        assertThat(mvc.get().uri("/crawl/new").with(user(keeper))).hasStatus(403);
    }

    @Test
    void theStatusSaysThatNothingIsFetchedInThisProcess() {
        assertThat(get("/crawl?lang=en"))
                .bodyText()
                .contains("nothing is fetched until", "only this machine is reached");
    }

    private MvcTestResult get(String path) {
        return mvc.get().uri(path).with(user(analyst)).exchange();
    }

    private MvcTestResult post(String path, SignedIn by) {
        return mvc.post().uri(path).with(user(by)).with(csrf()).exchange();
    }

    private MvcTestResult begin(String seeds, String scope, String depth, String budget) {
        return mvc.post()
                .uri("/crawl/new?lang=en")
                .param("seeds", seeds)
                .param("scope", scope)
                .param("depth", depth)
                .param("budget", budget)
                .with(user(analyst))
                .with(csrf())
                .exchange();
    }

    private List<AuditLine> audited(String act, String subject) {
        return asOrg(() -> audits.page(new AuditQuestion(act, subject, Long.MAX_VALUE)));
    }

    private void as(Runnable work) {
        CurrentOrganisation.as(org, work);
    }

    private <T> T asOrg(Supplier<T> work) {
        return CurrentOrganisation.as(org, work);
    }

    private static String body(MvcTestResult result) {
        try {
            return result.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static SignedIn person(OrgId org, Role role) {
        return new SignedIn(UUID.randomUUID(), org, Set.of(role), "Camille");
    }
}
