package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import jakarta.servlet.RequestDispatcher;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.vigie.organisation.OrganisationKind;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** What somebody is told to whom a page is closed: the reason that it has, and no other. */
@VigieTest
class ClosedPagesTest {
    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Fixtures fixtures;

    @Test
    void anotherRoleWouldOpenIt() {
        var analyst = person(OrganisationKind.HOTLINE, Role.ANALYST);
        var refused = mvc.get().uri("/people").with(user(analyst)).exchange();
        assertThat(page(refused, analyst, "en")).contains("not open to your roles", "can change your roles");
        assertThat(page(refused, analyst, "fr")).contains("pas ouverte à vos rôles");
    }

    @Test
    void noRoleInAnOrganisationOfThisKindWouldOpenIt() {
        var auditor = person(OrganisationKind.PROVIDER, Role.values());
        var refused = mvc.get().uri("/lists").with(user(auditor)).exchange();
        assertThat(page(refused, auditor, "en"))
                .contains("organisations of another kind")
                .doesNotContain("change your roles");
        assertThat(page(refused, auditor, "fr")).contains("d’un autre type");
    }

    @Test
    void aFormWasOpenForTooLong() {
        var person = person(OrganisationKind.HOTLINE, Role.ADMINISTRATOR);
        var refused = mvc.post()
                .uri("/people")
                .with(user(person))
                .with(csrf().useInvalidToken())
                .exchange();
        assertThat(page(refused, person, "en"))
                .contains("The form was not taken", "Nothing was changed")
                .doesNotContain("roles");
        assertThat(page(refused, person, "fr")).contains("pas été accepté");
    }

    @Test
    void nothingIsKnown() {
        var person = person(OrganisationKind.HOTLINE, Role.ADMINISTRATOR);
        assertThat(mvc.get()
                        .uri("/error?lang=en")
                        .requestAttr(RequestDispatcher.ERROR_STATUS_CODE, 403)
                        .with(user(person)))
                .bodyText()
                .contains("This is not open to you")
                .doesNotContain("roles", "??");
    }

    private SignedIn person(OrganisationKind kind, Role... roles) {
        return new SignedIn(UUID.randomUUID(), fixtures.organisation("Closed", kind), Set.of(roles), "Camille");
    }

    /** As the server does with a refusal: the same request, asked again for the page that says so. */
    private String page(MvcTestResult refused, SignedIn person, String language) {
        assertThat(refused).hasStatus(403);
        var request = mvc.get().uri("/error?lang=" + language).with(user(person));
        for (var name : Collections.list(refused.getRequest().getAttributeNames())) {
            if (name.startsWith(PageClosed.class.getName())) {
                request = request.requestAttr(
                        name, Objects.requireNonNull(refused.getRequest().getAttribute(name)));
            }
        }
        var page = request.requestAttr(RequestDispatcher.ERROR_STATUS_CODE, 403).exchange();
        assertThat(page).bodyText().doesNotContain("??");
        return new String(page.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
