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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

@Import(ApiSamples.class)
class ClientPagesTest extends ApiTestBase {
    private static final Pattern TOKEN = Pattern.compile(">([A-Za-z0-9_-]{43})<");

    @Autowired
    private ClientKeyService keys;

    @Autowired
    private ClientRequestService requests;

    @Autowired
    private ApiSamples samples;

    @Autowired
    private ClientHostService hosts;

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void aClientIsMadeGetsATokenThatIsShownOnceAndIsRevoked(String language) {
        var person = fixtures.colleague(org, "Camille", EnumSet.of(Role.ADMINISTRATOR));
        send(person, "/people/clients", "name", "Sister hotline", "quota", "5", "inside", "true");
        var client = CurrentOrganisation.as(org, clients::all).stream()
                .filter(one -> one.name().equals("Sister hotline"))
                .findFirst()
                .orElseThrow();
        assertThat(client.dailyQuota()).isEqualTo(5);
        String page = "/people/clients/" + client.id();
        assertThat(send(person, page + "/token", "days", "30"))
                .as("from anywhere")
                .hasStatus(409);
        send(person, page + "/networks", "networks", "127.0.0.1/32");
        assertThat(send(person, page + "/token", "days", "91")).hasStatus(409);
        assertThat(send(person, page + "/token", "days", "30")).hasRedirectedUrl(page);
        assertThat(CurrentOrganisation.as(org, () -> clients.require(client.id()))
                        .tokenUntil())
                .as("nobody has agreed")
                .isNull();
        CurrentOrganisation.as(org, () -> samples.agree(colleague(org)));
        assertThat(CurrentOrganisation.as(org, () -> clients.require(client.id()))
                        .isInside())
                .isTrue();
        var made = send(person, page + "/requests/" + ready(person, client) + "/token?lang=" + language);
        assertThat(made).hasStatusOk();
        var shown = TOKEN.matcher(new String(made.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
        assertThat(shown.find()).isTrue();
        assertThat(get("/status", shown.group(1))).hasStatusOk();
        assertThat(mvc.get().uri("/people/clients?lang=" + language).with(user(person)))
                .hasStatusOk()
                .bodyText()
                .contains("Sister hotline")
                .doesNotContain(shown.group(1), "??");
        assertThat(send(person, page + "/networks", "networks", ""))
                .as("its token lives")
                .hasStatus(409);

        assertThat(send(person, page + "/token/end")).hasRedirectedUrl(page);
        assertThat(get("/status", shown.group(1))).hasStatus(401);
        assertThat(send(person, page + "/revocation")).hasRedirectedUrl("/people/clients");
        assertThat(send(person, page + "/revocation")).as("revoked already").hasStatus(409);
        assertThat(send(person, page + "/token", "days", "30")).as("revoked").hasStatus(409);
    }

    private UUID ready(SignedIn person, ApiClient client) {
        return CurrentOrganisation.as(org, () -> requests.of(client.id(), person)).stream()
                .filter(ClientRequestService.Line::toTake)
                .findFirst()
                .orElseThrow()
                .request()
                .id();
    }

    private static SignedIn colleague(OrgId org) {
        return new SignedIn(UUID.randomUUID(), org, EnumSet.of(Role.ADMINISTRATOR), "Dominique");
    }

    @Test
    void keysAndNetworksAreSetOnThePageOfTheClient() {
        var person = new SignedIn(UUID.randomUUID(), org, EnumSet.of(Role.ADMINISTRATOR), "Camille");
        var client = CurrentOrganisation.as(org, () -> clients.create("Signing", Circle.OUTSIDE, 5, TEST));
        String page = "/people/clients/" + client.id();
        var signing = Signing.ed25519(clock);
        assertThat(send(person, page + "/keys", "jwk", signing.publicKey())).hasRedirectedUrl(page);
        assertThat(send(person, page + "/keys", "jwk", signing.publicKey()))
                .as("twice")
                .hasStatus(409);
        for (String bad : new String[] {
            "", "{}", "no key", signing.key().toJSONString(), "{\"kty\":\"oct\",\"k\":\"AAAA\"}", "x".repeat(5_000)
        }) {
            assertThat(send(person, page + "/keys", "jwk", bad))
                    .as("%.20s", bad)
                    .hasStatus(409);
        }
        var key = CurrentOrganisation.as(org, () -> keys.of(client.id())).getFirst();
        assertThat(mvc.get().uri(page).with(user(person)))
                .hasStatusOk()
                .bodyText()
                .contains(key.thumbprint(), "EdDSA");
        assertThat(send(person, page + "/keys/" + key.id() + "/revocation")).hasRedirectedUrl(page);
        assertThat(send(person, page + "/keys/" + key.id() + "/revocation")).hasStatus(409);

        assertThat(send(person, page + "/networks", "networks", "192.0.2.0/24\n2001:db8::/32"))
                .hasRedirectedUrl(page);
        for (String bad : new String[] {"192.0.2.0/33", "host.example", "192.0.2.0/x", "300.1.1.1"}) {
            assertThat(send(person, page + "/networks", "networks", bad))
                    .as(bad)
                    .hasStatus(409);
        }
        assertThat(CurrentOrganisation.as(org, () -> clients.require(client.id()))
                        .networks())
                .containsExactly("192.0.2.0/24", "2001:db8::/32");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void hostsAreAddedAndRemovedOnThePageOfTheClient(String language) {
        var person = new SignedIn(UUID.randomUUID(), org, EnumSet.of(Role.ADMINISTRATOR), "Camille");
        var client = CurrentOrganisation.as(org, () -> clients.create("Fetching", Circle.OUTSIDE, 5, TEST));
        var other = CurrentOrganisation.as(org, () -> clients.create("Other", Circle.OUTSIDE, 5, TEST));
        String page = "/people/clients/" + client.id();
        assertThat(send(person, page + "/hosts", "host", "Files.Partner.example"))
                .hasRedirectedUrl(page);
        for (String bad : new String[] {"files.partner.example", "https://a.example/", "192.0.2.1", ""}) {
            assertThat(send(person, page + "/hosts", "host", bad)).as(bad).hasStatus(409);
        }
        assertThat(mvc.get().uri(page + "?lang=" + language).with(user(person)))
                .hasStatusOk()
                .bodyText()
                .contains(">files.partner.example<")
                .doesNotContain("??");
        var host = CurrentOrganisation.as(org, () -> hosts.of(client.id())).getFirst();
        String removal = "/hosts/" + host.id() + "/removal";
        assertThat(send(person, "/people/clients/" + other.id() + removal))
                .as("of another client")
                .hasStatus(409);
        assertThat(send(person, page + removal)).hasRedirectedUrl(page);
        assertThat(send(person, page + removal)).as("removed already").hasStatus(409);
        assertThat(CurrentOrganisation.as(org, () -> hosts.of(client.id()))).isEmpty();
    }

    @Test
    void aKeyIsRevokedOnThePageOfItsOwnClientAndOnNoOther() {
        var person = new SignedIn(UUID.randomUUID(), org, EnumSet.of(Role.ADMINISTRATOR), "Camille");
        var one = CurrentOrganisation.as(org, () -> clients.create("One", Circle.OUTSIDE, 5, TEST));
        var other = CurrentOrganisation.as(org, () -> clients.create("Other", Circle.OUTSIDE, 5, TEST));
        var key = CurrentOrganisation.as(
                org, () -> keys.add(one.id(), Signing.ed25519(clock).publicKey(), TEST));

        for (UUID wrong : new UUID[] {other.id(), UUID.randomUUID()}) {
            assertThat(send(person, "/people/clients/" + wrong + "/keys/" + key.id() + "/revocation"))
                    .hasStatus(404);
        }
        assertThat(send(person, "/people/clients/" + one.id() + "/keys/" + UUID.randomUUID() + "/revocation"))
                .as("no key at all")
                .hasStatus(404);

        assertThat(CurrentOrganisation.as(org, () -> keys.of(one.id()))).noneMatch(ClientKey::isRevoked);
        assertThat(send(person, "/people/clients/" + one.id() + "/keys/" + key.id() + "/revocation"))
                .hasRedirectedUrl("/people/clients/" + one.id());
        assertThat(CurrentOrganisation.as(org, () -> keys.of(one.id()))).allMatch(ClientKey::isRevoked);
    }

    private MvcTestResult send(SignedIn person, String uri, String... form) {
        var request = mvc.post().uri(uri).with(user(person)).with(csrf());
        for (int field = 0; field < form.length; field += 2) {
            request = request.param(form[field], form[field + 1]);
        }
        return request.exchange();
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
