package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

class ClientPagesTest extends ApiTestBase {
    private static final Pattern TOKEN = Pattern.compile(">([A-Za-z0-9_-]{43})<");

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void aClientIsMadeShownOnceAndRevoked(String language) {
        var person = new SignedIn(UUID.randomUUID(), org, EnumSet.of(Role.ADMINISTRATOR), "Camille");
        var made = mvc.post()
                .uri("/people/clients?lang=" + language)
                .param("name", "Sister hotline")
                .param("quota", "5")
                .param("inside", "true")
                .with(user(person))
                .with(csrf())
                .exchange();
        assertThat(made).hasStatusOk();
        var shown = TOKEN.matcher(new String(made.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
        assertThat(shown.find()).isTrue();
        assertThat(get("/status", shown.group(1))).hasStatusOk();
        assertThat(mvc.get().uri("/people/clients?lang=" + language).with(user(person)))
                .hasStatusOk()
                .bodyText()
                .contains("Sister hotline")
                .doesNotContain(shown.group(1), "??");

        var client = CurrentOrganisation.as(org, clients::all).stream()
                .filter(one -> one.name().equals("Sister hotline"))
                .findFirst()
                .orElseThrow();
        assertThat(client.dailyQuota()).isEqualTo(5);
        assertThat(mvc.post()
                        .uri("/people/clients/{id}/revocation", client.id())
                        .with(user(person))
                        .with(csrf()))
                .hasRedirectedUrl("/people/clients");
        assertThat(get("/status", shown.group(1))).hasStatus(401);
        assertThat(mvc.post()
                        .uri("/people/clients/{id}/revocation", client.id())
                        .with(user(person))
                        .with(csrf()))
                .as("revoked already")
                .hasStatus(409);
    }

    @Test
    void aClientNeedsANameAndAQuota() {
        var person = new SignedIn(UUID.randomUUID(), org, EnumSet.of(Role.ADMINISTRATOR), "Camille");
        for (String[] bad : new String[][] {{" ", "5"}, {"x".repeat(101), "5"}, {"Partner", "0"}}) {
            assertThat(mvc.post()
                            .uri("/people/clients")
                            .param("name", bad[0])
                            .param("quota", bad[1])
                            .with(user(person))
                            .with(csrf()))
                    .hasStatus(409);
        }
    }
}
