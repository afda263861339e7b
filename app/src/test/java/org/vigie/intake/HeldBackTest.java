package org.vigie.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrganisationService;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.VigieTest;

/** Reports of a hotline that lets nothing be fetched without a person. */
@VigieTest
@TestPropertySource(properties = "vigie.intake.fetch-at-once=false")
class HeldBackTest {
    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private PublicDoor door;

    @Autowired
    private IntakeService intake;

    @Autowired
    private TipReading tips;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private OrganisationService organisations;

    @Test
    void waitsForAPersonWhoHasItFetchedOnceForAllThatNameIt() {
        var address = CanonicalAddress.parse("http://held.example/" + System.nanoTime());
        for (var token : List.of("one", "two")) {
            door.report(new PublicDoor.Form(address, "", Locale.ENGLISH, token, "192.0.2.9"));
        }
        var person = person(Role.ANALYST);
        var id = newest().getFirst().id();
        assertThat(fetches()).containsExactly("HELD_BACK", "HELD_BACK");
        assertThat(mvc.get().uri("/reports/" + id).with(user(person)))
                .bodyText()
                .contains("id=\"fetch-now\"");

        for (int press = 0; press < 2; press++) {
            assertThat(mvc.post()
                            .uri("/reports/{id}/fetch", id)
                            .with(user(person))
                            .with(csrf()))
                    .hasStatus3xxRedirection()
                    .hasRedirectedUrl("/reports/" + id);
        }

        assertThat(fetches()).containsExactly("WAITING", "JOINED");
        assertThat(mvc.get().uri("/reports/" + id).with(user(person)))
                .bodyText()
                .doesNotContain("id=\"fetch-now\"");
        assertThat(one("select count(*) from audit_entry where act = 'report.fetch-asked' and actor_id = '%s'"
                        .formatted(person.staff())))
                .isEqualTo(1);
        var incident = newest().getFirst().incident();
        assertThat(one("select count(*) from work where kind = 'intake.fetch' and subject = '%s'".formatted(incident)))
                .isEqualTo(1);
        CurrentOrganisation.as(organisations.hotline(), () -> tips.fetch(incident));
        assertThat(fetches()).containsExactly("STARTED", "JOINED");
    }

    @Test
    void anAdministratorMayAlsoAndOthersMayNot() {
        var address = CanonicalAddress.parse("http://held.example/" + System.nanoTime());
        door.report(new PublicDoor.Form(address, "", Locale.FRENCH, "three", "192.0.2.9"));
        var id = newest().getFirst().id();

        assertThat(mvc.post()
                        .uri("/reports/{id}/fetch", id)
                        .with(user(person(Role.AUDITOR)))
                        .with(csrf()))
                .hasStatus(403);
        assertThat(fetches().getFirst()).isEqualTo("HELD_BACK");
        assertThat(mvc.post()
                        .uri("/reports/{id}/fetch", id)
                        .with(user(person(Role.ADMINISTRATOR)))
                        .with(csrf()))
                .hasRedirectedUrl("/crawl");
        assertThat(fetches().getFirst()).isEqualTo("WAITING");
    }

    @Test
    void theDashboardCountsThemAsWaiting() {
        var address = CanonicalAddress.parse("http://held.example/" + System.nanoTime());
        door.report(new PublicDoor.Form(address, "", Locale.ENGLISH, "four", "192.0.2.9"));
        var waiting = NumberFormat.getIntegerInstance(Locale.ENGLISH)
                .format(one("select count(*) from incident where fetching in ('WAITING', 'HELD_BACK')"));

        assertThat(mvc.get().uri("/").with(user(person(Role.ANALYST))))
                .bodyText()
                .containsPattern(
                        "id=\"waiting-reports\">\\s*<span[^>]*>[^<]*</span>\\s*<span[^>]*>" + waiting + "</span>");
    }

    private SignedIn person(Role role) {
        return new SignedIn(UUID.randomUUID(), organisations.hotline(), Set.of(role), "Known Name");
    }

    private List<Report> newest() {
        return in(() -> intake.page(Long.MAX_VALUE).stream().limit(2).toList());
    }

    private List<String> fetches() {
        return newest().stream().map(report -> report.fetch().name()).toList();
    }

    private long one(String sql) {
        return in(() -> db.sql(sql).query(Long.class).single());
    }

    private <T> T in(Supplier<T> work) {
        return CurrentOrganisation.as(
                organisations.hotline(), () -> Objects.requireNonNull(transaction.execute(status -> work.get())));
    }
}
