package org.vigie.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditLine;
import org.vigie.audit.AuditQuestion;
import org.vigie.audit.AuditReadService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.staff.Refusal;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

@VigieTest
@RecordApplicationEvents
class ProviderServiceTest {
    private static final AuditActor PERSON = AuditActor.person(UUID.randomUUID());
    private static final String TABLE = """
            provider,host,email,language,police_hold,non_disclosure
            Grand Nuage,nuage.example,abuse@nuage.example,fr,,
            Grand Nuage,192.0.2.0/24,abuse@nuage.example,fr,,
            Small Cloud,eu.nuage.example,desk@small.example,en,true,
            Quiet,quiet.example,desk@quiet.example,en,,true
            """;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private AuditReadService audit;

    @Autowired
    private ProviderService providers;

    private OrgId org;

    @BeforeEach
    void organisation() {
        org = fixtures.organisation("Provider tests");
    }

    @ParameterizedTest
    @CsvSource({
        "www.nuage.example, , Grand Nuage",
        "nuage.example, , Grand Nuage",
        "pictures.eu.nuage.example, , Small Cloud",
        "eu.nuage.example, , Small Cloud",
        "grandnuage.example, , ",
        "elsewhere.example, 192.0.2.200, Grand Nuage",
        "elsewhere.example, 198.51.100.1, ",
        "192.0.2.9, , Grand Nuage",
        "192.0.2.9, 198.51.100.1, Grand Nuage",
        "quiet.example, 192.0.2.9, Quiet"
    })
    void theLongestNameWinsAndThenTheSmallestNetwork(String host, String ip, String provider) {
        load(TABLE, ContactTrust.APPROVED);
        assertThat(find(host, ip).map(Contact::providerName)).isEqualTo(Optional.ofNullable(provider));
    }

    @Test
    void aContactCarriesWhatForbidsWritingToIt() {
        load(TABLE, ContactTrust.APPROVED);
        assertThat(find("eu.nuage.example", null).orElseThrow())
                .matches(contact -> contact.policeHold() && !contact.nonDisclosure() && contact.approved());
        assertThat(find("quiet.example", null).orElseThrow())
                .matches(contact -> contact.nonDisclosure() && !contact.policeHold());
    }

    @Test
    void theSameFileAgainChangesNothing() {
        assertThat(load(TABLE, ContactTrust.NEEDS_APPROVAL).accepted()).isEqualTo(4);
        assertThat(load(TABLE, ContactTrust.NEEDS_APPROVAL))
                .isEqualTo(new ProviderImport(0, 4, 0, java.util.List.of(), false));
    }

    @Test
    void aNewContactIsUsedOnlyAfterAPersonApprovedIt() {
        load("provider,host,email,language\nA,a.example,old@a.example,en\n", ContactTrust.APPROVED);
        load("provider,host,email,language\nA,a.example,new@a.example,en\n", ContactTrust.NEEDS_APPROVAL);
        assertThat(find("a.example", null).map(Contact::email)).contains("old@a.example");

        var waiting = CurrentOrganisation.as(org, () -> providers.page("", PERSON)).stream()
                .filter(ProviderRow::waits)
                .findFirst()
                .orElseThrow();
        var id = new ContactId(java.util.Objects.requireNonNull(waiting.contact()));
        CurrentOrganisation.as(org, () -> providers.approve(id, PERSON));

        assertThat(find("a.example", null).map(Contact::email)).contains("new@a.example");
        assertThatThrownBy(() -> CurrentOrganisation.as(org, () -> providers.approve(id, PERSON)))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void aFirstContactIsKnownButNotApproved() {
        load("provider,host,email,language\nA,a.example,desk@a.example,en\n", ContactTrust.NEEDS_APPROVAL);
        assertThat(find("a.example", null).map(Contact::approved)).contains(false);
    }

    @Test
    void aHostIsNotTurnedToAnotherProviderWithoutApproval() {
        load(TABLE, ContactTrust.APPROVED);
        var report = load(
                "provider,host,email,language\nThief,nuage.example,x@thief.example,en\n", ContactTrust.NEEDS_APPROVAL);
        assertThat(report.rejected()).containsExactly(new ProviderImport.Rejected(2, "provider.reason.other-provider"));
        assertThat(find("nuage.example", null).map(Contact::providerName)).contains("Grand Nuage");
    }

    @Test
    void onlyWhoMayDecideItGivesAHostToAProviderThatIsWrittenTo() {
        load(TABLE, ContactTrust.APPROVED);
        var report = load(
                "provider,host,email,language\nSmall Cloud,pictures.nuage.example,desk@small.example,en\n",
                ContactTrust.NEEDS_APPROVAL);
        assertThat(report.rejected()).containsExactly(new ProviderImport.Rejected(2, "provider.reason.in-use"));

        var line = new ProviderLine.Raw("Small Cloud", "pictures.nuage.example", "desk@small.example", "en", "", "");
        assertThatThrownBy(() -> run(() -> providers.add(line, PERSON, false)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("provider.reason.in-use");
        assertThat(find("pictures.nuage.example", null).map(Contact::providerName))
                .contains("Grand Nuage");

        run(() -> providers.add(line, PERSON, true));
        assertThat(find("pictures.nuage.example", null).map(Contact::providerName))
                .contains("Small Cloud");
        assertThat(audited("provider.added"))
                .singleElement()
                .matches(entry -> entry.subjects().size() == 1);
    }

    @Test
    void aFileSetsMarksOnRecordAndLiftsNone() {
        load(TABLE, ContactTrust.APPROVED);
        assertThat(audited("provider.marked"))
                .extracting(entry -> entry.facts().toString())
                .containsExactlyInAnyOrder("[police_hold=true]", "[non_disclosure=true]");

        var report = load("""
                provider,host,email,language,police_hold,non_disclosure
                Small Cloud,eu.nuage.example,desk@small.example,en,false,
                Quiet,quiet.example,desk@quiet.example,en,,no
                Grand Nuage,nuage.example,abuse@nuage.example,fr,no,no
                """, ContactTrust.APPROVED);
        assertThat(report.rejected())
                .containsExactly(
                        new ProviderImport.Rejected(2, "provider.reason.lifts-mark"),
                        new ProviderImport.Rejected(3, "provider.reason.lifts-mark"));
        assertThat(report.unchanged()).isOne();
        assertThat(find("eu.nuage.example", null).map(Contact::policeHold)).contains(true);
        assertThat(find("quiet.example", null).map(Contact::nonDisclosure)).contains(true);
    }

    @Test
    void anotherHostOfAProviderThatIsWrittenToIsTold(ApplicationEvents events) {
        load(TABLE, ContactTrust.APPROVED);
        var contact = find("nuage.example", null).orElseThrow().id();
        events.clear();

        load("provider,host,email,language\nGrand Nuage,more.example,abuse@nuage.example,fr\n", ContactTrust.APPROVED);
        assertThat(events.stream(ContactApproved.class)).containsExactly(new ContactApproved(contact));
        events.clear();

        load("provider,host,email,language\nGrand Nuage,more.example,abuse@nuage.example,fr\n", ContactTrust.APPROVED);
        assertThat(events.stream(ContactApproved.class)).isEmpty();
    }

    @Test
    void everyBadLineIsReportedWithItsNumber() {
        var report = load("""
                provider,host,email,language
                ,a.example,x@a.example,en
                A,com,x@a.example,en
                A,a.example,x a@a.example,en
                A,a.example,x@a.example,de
                A,a.example,x@a.example,en
                A,b.example,y@a.example,en
                """, ContactTrust.APPROVED);
        assertThat(report.accepted()).isOne();
        assertThat(report.rejected())
                .extracting(rejected -> rejected.line() + " " + rejected.reasonKey())
                .containsExactly(
                        "2 provider.reason.name",
                        "3 provider.reason.host",
                        "4 provider.reason.email",
                        "5 provider.reason.language",
                        "7 provider.reason.other-email");
    }

    @Test
    void anotherOrganisationKnowsNothingOfIt() {
        load(TABLE, ContactTrust.APPROVED);
        OrgId other = fixtures.organisation("Other providers");
        assertThat(CurrentOrganisation.as(other, () -> providers.contactFor("nuage.example", null)))
                .isEmpty();
        assertThat(providers.contactFor("nuage.example", null)).isEmpty();
    }

    @Test
    void aFileWithoutTheColumnsIsRefused() {
        assertThatThrownBy(() -> load("name,mail\nA,b\n", ContactTrust.APPROVED))
                .isInstanceOf(Refusal.class);
    }

    private java.util.List<AuditLine> audited(String act) {
        return CurrentOrganisation.as(org, () -> audit.page(new AuditQuestion(act, "", Long.MAX_VALUE)));
    }

    private void run(Runnable act) {
        CurrentOrganisation.as(org, act);
    }

    private Optional<Contact> find(String host, @org.jspecify.annotations.Nullable String ip) {
        return CurrentOrganisation.as(
                org, () -> providers.contactFor(host, ip == null ? null : InetAddress.ofLiteral(ip)));
    }

    private ProviderImport load(String csv, ContactTrust trust) {
        return CurrentOrganisation.as(org, () -> {
            try {
                return providers.importCsv(
                        new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "test", trust, PERSON);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
