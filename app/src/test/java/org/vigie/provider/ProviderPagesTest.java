package org.vigie.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

@VigieTest
class ProviderPagesTest {
    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Fixtures fixtures;

    @ParameterizedTest
    @CsvSource({"en, Providers, Waits for approval", "fr, Hébergeurs, En attente d’approbation"})
    void aProviderAddedByHandWaitsForApproval(String language, String title, String waits) {
        var person = person(Role.ADMINISTRATOR);
        assertThat(mvc.post()
                        .uri("/providers")
                        .with(user(person))
                        .with(csrf())
                        .param("provider", "Nuage")
                        .param("host", "nuage.example")
                        .param("email", "abuse@nuage.example")
                        .param("language", "fr"))
                .hasRedirectedUrl("/providers");
        assertThat(mvc.get().uri("/providers?lang=" + language).with(user(person)))
                .hasStatusOk()
                .bodyText()
                .contains("<h1 class=\"govuk-heading-l\">" + title, waits, "abuse@nuage.example", "nuage.example");
    }

    @Test
    void aFileIsImportedAndItsBadLinesAreNamed() {
        var file = new MockMultipartFile(
                "file",
                "p.csv",
                "text/csv",
                "provider,host,email,language\nA,a.example,d@a.example,en\nB,,,\n"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(mvc.post()
                        .uri("/providers/file")
                        .multipart()
                        .file(file)
                        .with(user(person(Role.ADMINISTRATOR)))
                        .with(csrf()))
                .hasStatusOk()
                .bodyText()
                .contains("New or changed: 1", "Rejected: 1", "not a domain");
    }

    @Test
    void whatCannotBeTakenIsRefusedInWords() {
        assertThat(mvc.post()
                        .uri("/providers?lang=fr")
                        .with(user(person(Role.ANALYST)))
                        .with(csrf())
                        .param("provider", "Nuage")
                        .param("host", "com")
                        .param("email", "abuse@nuage.example")
                        .param("language", "fr"))
                .bodyText()
                .contains("premier niveau");
    }

    @Test
    void onlyAnAdministratorApproves() {
        assertThat(mvc.post()
                        .uri("/providers/contacts/" + UUID.randomUUID() + "/approval")
                        .with(user(person(Role.ANALYST)))
                        .with(csrf()))
                .hasStatus(403);
    }

    private SignedIn person(Role role) {
        return new SignedIn(UUID.randomUUID(), fixtures.organisation("Provider pages"), Set.of(role), "Camille");
    }
}
