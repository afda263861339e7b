package org.vigie.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditLine;
import org.vigie.audit.AuditQuestion;
import org.vigie.audit.AuditReadService;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

@VigieTest
@Import(CrawlSamples.class)
class WhyPagesTest {
    private static final String NEVER = "No lead of your organisation has met this address.";

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
    private SignedIn analyst = person(org);
    private String address = "";

    @BeforeEach
    void anAddressThatNobodyKnows() {
        org = fixtures.organisation("Asking");
        analyst = person(org);
        address = "http://" + UUID.randomUUID() + ".example/gallery?p=1";
    }

    @Test
    void whatWaitsSaysSo() {
        as(() -> samples.lead(Purpose.REPORT, 5, address));

        assertThat(ask(address))
                .hasStatusOk()
                .bodyText()
                .contains("A report", "Waiting", "not tried yet", "switched on");
    }

    @Test
    void whatFailedAndWaitsForAnotherTrySaysWhy() {
        as(() -> {
            samples.lead(Purpose.SEED, 5, address);
            samples.putOff(address, Reason.TIMEOUT, Duration.ofSeconds(15), 6);
        });

        assertThat(ask(address)).bodyText().contains("No answer in time", "Tried once", "Waiting");
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_FOUND, Not there, A new lead tries it again",
        "ROBOTS, Forbidden by robots.txt, reports this very address",
        "HOST_GIVEN_UP, Host given up, A new lead tries it again",
        "PAGE, Page, its links and pictures were queued",
        "REFUSED_ADDRESS, Not allowed to connect, vigie.mode=LIVE",
        "REDIRECT, Leads elsewhere, Ask about the address it sends to"
    })
    void whatEndedSaysHowAndWhatComesNext(Reason reason, String words, String next) {
        as(() -> {
            samples.lead(Purpose.SEED, 5, address);
            samples.end(address, reason);
        });

        assertThat(ask(address))
                .bodyText()
                .contains(words, next, "Ended", "2026-")
                .doesNotContain(NEVER, "??");
    }

    @Test
    void aPictureThatMatchedLeadsToItsItem() {
        var item = asOrg(org, samples::item);
        as(() -> {
            samples.lead(Purpose.SEED, 5, address);
            samples.foundAt(address, item);
        });

        assertThat(ask(address)).bodyText().contains("Picture", "/items/" + item.value());
    }

    @ParameterizedTest
    @CsvSource({"OUT_OF_SCOPE, Outside the scope", "TOO_DEEP, Too far", "TRAP_PARAMETERS, Too many parameters"})
    void whatAPageNamedAndWasLeftAloneSaysWhy(Reason reason, String words) {
        as(() -> samples.refuse(samples.lead(Purpose.SEED, 5, "http://elsewhere.example/"), address, reason));

        assertThat(ask(address)).bodyText().contains("Left alone", words).doesNotContain(NEVER);
    }

    @Test
    void whatOneLeadFetchedIsNotAlsoCalledLeftAloneThere() {
        as(() -> {
            LeadId lead = samples.lead(Purpose.SEED, 5, address);
            samples.refuse(lead, address, Reason.TOO_DEEP);
            samples.end(address, Reason.PAGE);
        });

        assertThat(ask(address)).bodyText().contains("Ended").doesNotContain("Too far");
    }

    @Test
    void whatABudgetEndedSaysSo() {
        String second = address + "&q=2";
        as(() -> {
            samples.lead(Purpose.SEED, 1, address, second);
            samples.end(address, Reason.PAGE);
        });
        assertThat(ask(second)).bodyText().contains("budget is spent");

        as(() -> samples.stepOver(second));
        assertThat(ask(second)).bodyText().contains("Budget spent", "with a budget of its own");
    }

    @Test
    void whatWasStoppedSaysSo() {
        as(() -> crawl.stop(samples.lead(Purpose.SEED, 5, address), AuditActor.person(analyst.staff())));

        assertThat(ask(address)).bodyText().contains("Somebody stopped the lead");
    }

    @Test
    void aLookAtAnItemIsToldToo() {
        var item = asOrg(org, samples::item);
        as(() -> crawl.look(item, CanonicalAddress.parse(address), LookKind.RECHECK, clock.instant()));

        assertThat(ask(address)).bodyText().contains("is it still there?", "/items/" + item.value());
    }

    @ParameterizedTest
    @CsvSource({
        "en, No lead of your organisation has met this address., Somebody begins a lead at it.",
        "fr, Aucune piste de votre organisme n’a rencontré cette adresse., Quelqu’un commence une piste à cette"
                + " adresse."
    })
    void whatWasNeverMetSaysHowItWouldBe(String language, String never, String how) {
        assertThat(ask(analyst, address, language))
                .bodyText()
                .contains(never, how)
                .doesNotContain("??");
    }

    @Test
    void whatWouldBeLeftAloneAsALinkSaysSo() {
        assertThat(ask(address.replace("/gallery", "/deep".repeat(40))))
                .bodyText()
                .contains("If a page named it, it would be left alone:");
    }

    @Test
    void theAddressIsShownDefangedOnlyAndStandsInNoAddressOrField() {
        as(() -> samples.lead(Purpose.SEED, 5, address));

        assertThat(ask(address))
                .bodyText()
                .contains("hxxp://", "[.]example/gallery?p=1")
                .doesNotContain(address, address.substring("http://".length()));
    }

    @ParameterizedTest
    @CsvSource({
        "en, '', Give an address.",
        "en, ftp://a.example/, begin with http or https",
        "en, http://a b.example/, a character that no host name has",
        "en, http://a.example:99999/, no number from 1 to 65535",
        "fr, ftp://a.example/, commencent par http ou https"
    })
    void whatIsNoAddressIsRefusedInWordsAndNotRepeated(String language, String typed, String words) {
        assertThat(ask(analyst, typed, language))
                .hasStatus(422)
                .bodyText()
                .contains(words, "govuk-error-summary")
                .doesNotContain("a.example", "a b.example");
        assertThat(audited()).isEmpty();
    }

    @Test
    void anotherOrganisationLearnsNothing() {
        as(() -> {
            LeadId lead = samples.lead(Purpose.REPORT, 5, address);
            samples.refuse(lead, address + "&left=1", Reason.OUT_OF_SCOPE);
            crawl.look(samples.item(), CanonicalAddress.parse(address + "&look=1"), LookKind.CONFIRM, clock.instant());
        });
        SignedIn stranger = person(fixtures.organisation("Elsewhere"));

        for (String asked : List.of(address, address + "&left=1", address + "&look=1")) {
            assertThat(ask(asked)).bodyText().doesNotContain(NEVER);
            assertThat(ask(stranger, asked, "en")).hasStatusOk().bodyText().contains(NEVER);
        }
    }

    @Test
    void eachOfTwoOrganisationsSeesItsOwnLeadOnly() {
        LeadId ours = asOrg(org, () -> samples.lead(Purpose.SEED, 5, address));
        OrgId others = fixtures.organisation("Elsewhere");
        LeadId theirs = asOrg(others, () -> samples.lead(Purpose.SEED, 5, address));

        assertThat(ask(address)).bodyText().contains(ours.toString()).doesNotContain(theirs.toString());
        assertThat(ask(person(others), address, "en"))
                .bodyText()
                .contains(theirs.toString())
                .doesNotContain(ours.toString());
    }

    @Test
    void askingIsAuditedWithTheLeadsThatAreNamedAndWithoutTheAddress() {
        LeadId lead = asOrg(org, () -> samples.lead(Purpose.SEED, 5, address));

        ask(address);
        ask(address + "&unknown=1");

        assertThat(audited()).extracting(AuditLine::subjects).containsExactly(List.of(), List.of(lead.toString()));
        assertThat(audited()).allSatisfy(line -> {
            assertThat(line.actor().id()).isEqualTo(analyst.staff().toString());
            assertThat(line.facts()).isEmpty();
        });
    }

    private MvcTestResult ask(String typed) {
        return ask(analyst, typed, "en");
    }

    private MvcTestResult ask(SignedIn person, String typed, String language) {
        return mvc.post()
                .uri("/crawl/why?lang=" + language)
                .param("address", typed)
                .with(user(person))
                .with(csrf())
                .exchange();
    }

    private List<AuditLine> audited() {
        return asOrg(org, () -> audits.page(new AuditQuestion("crawl.address-asked", "", Long.MAX_VALUE)));
    }

    private void as(Runnable work) {
        CurrentOrganisation.as(org, work);
    }

    private static <T> T asOrg(OrgId who, Supplier<T> work) {
        return CurrentOrganisation.as(who, work);
    }

    private static SignedIn person(OrgId org) {
        return new SignedIn(UUID.randomUUID(), org, Set.of(Role.ANALYST), "Camille");
    }
}
