package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Refusal;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.staff.StaffLimits;

/** What one administrator asks for about a client, and another agrees to. */
@Import(ApiSamples.class)
class ClientRequestsTest extends ApiTestBase {
    @Autowired
    private ClientRequestService requests;

    @Autowired
    private ClientKeyService keys;

    @Autowired
    private ApiSamples samples;

    private SignedIn anna;
    private SignedIn ben;
    private UUID client;

    @BeforeEach
    void aClientOutside() {
        anna = fixtures.colleague(org, "Anna", EnumSet.of(Role.ADMINISTRATOR));
        ben = fixtures.colleague(org, "Ben", EnumSet.of(Role.ADMINISTRATOR));
        client = CurrentOrganisation.as(org, () -> clients.create("Partner", Circle.OUTSIDE, 5, TEST))
                .id();
        in(() -> clients.setNetworks(client, "127.0.0.1/32", TEST));
    }

    @Test
    void theCircleTakesTwo() {
        in(() -> requests.askInside(anna, client));
        assertThat(isInside()).isFalse();
        refused("api.request.own", () -> requests.agree(anna, client, newest().id()));
        refused("api.request.there", () -> requests.askInside(ben, client));
        assertThat(CurrentOrganisation.as(org, () -> requests.waitingFor(ben))).containsExactly(client);
        assertThat(CurrentOrganisation.as(org, () -> requests.waitingFor(anna))).isEmpty();

        in(() -> requests.agree(ben, client, newest().id()));
        assertThat(isInside()).isTrue();
        refused("api.request.over", () -> requests.agree(ben, client, newest().id()));
        refused("api.request.inside", () -> requests.askInside(anna, client));
        assertThat(mvc.get().uri("/people/clients/" + client).with(user(anna)))
                .bodyText()
                .contains("Anna", "Ben");
    }

    @Test
    void aTokenTakesTwoAndIsSeenByWhoAskedAlone() {
        in(() -> requests.askToken(anna, client, 7));
        UUID request = newest().id();
        refused("api.request.not-agreed", () -> requests.takeToken(anna, client, request));
        in(() -> requests.agree(ben, client, request));
        assertThat(CurrentOrganisation.as(org, () -> clients.require(client)).tokenUntil())
                .isNull();
        refused("api.request.not-agreed", () -> requests.takeToken(ben, client, request));

        String made = CurrentOrganisation.as(org, () -> requests.takeToken(anna, client, request));
        assertThat(get("/status", made)).hasStatusOk();
        refused("api.request.not-agreed", () -> requests.takeToken(anna, client, request));
    }

    @Test
    void aKeyOfAClientInsideTakesTwoAndOfOneOutsideOne() {
        var first = Signing.ed25519(clock);
        in(() -> requests.addKey(anna, client, first.publicKey()));
        assertThat(thumbprints()).hasSize(1);
        in(() -> requests.askInside(anna, client));
        in(() -> requests.agree(ben, client, newest().id()));

        clock.advance(Duration.ofMinutes(1));
        var second = Signing.ed25519(clock);
        in(() -> requests.addKey(anna, client, second.publicKey()));
        assertThat(thumbprints()).as("nobody has agreed").hasSize(1);
        refused("api.request.own", () -> requests.agree(anna, client, newest().id()));
        refused(
                "api.request.there",
                () -> requests.addKey(ben, client, Signing.ed25519(clock).publicKey()));
        for (String language : List.of("en", "fr")) {
            assertThat(mvc.get()
                            .uri("/people/clients/" + client + "?lang=" + language)
                            .with(user(ben)))
                    .hasStatusOk()
                    .bodyText()
                    .contains(newest().thumbprint())
                    .doesNotContain("??");
        }
        UUID asked = newest().id();
        in(() -> requests.agree(ben, client, asked));
        assertThat(thumbprints()).hasSize(2);
        refused("api.request.over", () -> requests.agree(ben, client, asked));
        refused("api.client.keys.known", () -> requests.addKey(anna, client, second.publicKey()));
        refused("api.client.keys.form", () -> requests.addKey(anna, client, "no key"));

        in(() -> keys.revoke(
                CurrentOrganisation.as(org, () -> keys.of(client)).getFirst().id(), TEST));
        assertThat(CurrentOrganisation.as(org, () -> keys.of(client)))
                .as("ending one takes one")
                .anyMatch(ClientKey::isRevoked);
    }

    @Test
    void aKeyThatWasAddedSinceComesInWithNobody() {
        in(() -> requests.askInside(anna, client));
        clock.advance(Duration.ofMinutes(1));
        in(() -> requests.addKey(anna, client, Signing.ed25519(clock).publicKey()));
        UUID asked = newest().id();
        refused("api.request.keys-since", () -> requests.agree(ben, client, asked));
        assertThat(isInside()).isFalse();

        in(() -> requests.decline(ben, client, asked));
        in(() -> requests.askInside(anna, client));
        clock.advance(Duration.ofMinutes(1));
        in(() -> requests.agree(ben, client, newest().id()));
        assertThat(isInside()).isTrue();
    }

    @Test
    void theNetworksOfATokenThatWasAgreedToOnlyShrink() {
        for (String wide : List.of("0.0.0.0/0", "192.0.2.0/24 198.51.0.0/15", "2001:db8::/31")) {
            in(() -> requests.setNetworks(anna, client, wide));
            refused("api.client.token.wide", () -> requests.askToken(anna, client, 7));
        }
        in(() -> requests.setNetworks(anna, client, "192.0.2.0/24 2001:db8::/32"));
        in(() -> requests.askToken(anna, client, 7));
        List<String> wider = List.of("0.0.0.0/0", "192.0.2.0/23", "192.0.2.0/24 198.51.100.1", "2001:db8::/31", "::/0");
        for (String text : wider) {
            refused("api.client.networks.wider", () -> requests.setNetworks(anna, client, text));
        }
        in(() -> requests.agree(ben, client, newest().id()));
        refused("api.client.networks.wider", () -> requests.setNetworks(anna, client, "192.0.0.0/16"));
        CurrentOrganisation.as(org, () -> requests.takeToken(anna, client, newest().id()));
        for (String text : wider) {
            refused("api.client.networks.wider", () -> requests.setNetworks(anna, client, text));
        }
        in(() -> requests.setNetworks(anna, client, "192.0.2.128/25"));
        refused("api.client.networks.wider", () -> requests.setNetworks(anna, client, "192.0.2.0/24"));
        in(() -> clients.endTokens(client, TEST));
        in(() -> requests.setNetworks(anna, client, ""));
    }

    @Test
    void thePageOfAClientInsideAsksForTheKeyAndAddsNone() {
        in(() -> requests.askInside(anna, client));
        in(() -> requests.agree(ben, client, newest().id()));
        clock.advance(Duration.ofMinutes(1));
        assertThat(mvc.post()
                        .uri("/people/clients/" + client + "/keys")
                        .param("jwk", Signing.ed25519(clock).publicKey())
                        .with(user(anna))
                        .with(csrf()))
                .hasStatus3xxRedirection();
        assertThat(thumbprints()).isEmpty();
        assertThat(newest().what()).isEqualTo(ClientRequest.What.KEY);
    }

    @Test
    void whoWasInvitedByWhoAsksAgreesToNothingForTwoWeeks() {
        fixtures.invited(anna, ben, clock.instant());
        in(() -> requests.askInside(anna, client));
        refused("staff.refusal.same-hand", () -> requests.agree(ben, client, newest().id()));
        assertThat(isInside()).isFalse();
        var carl = fixtures.colleague(org, "Carl", EnumSet.of(Role.ADMINISTRATOR));
        in(() -> requests.agree(carl, client, newest().id()));
        assertThat(isInside()).isTrue();

        clock.advance(StaffLimits.INDEPENDENT_AFTER);
        in(() -> requests.askToken(anna, client, 7));
        in(() -> requests.agree(ben, client, newest().id()));
        assertThat(newest().agreed()).isTrue();
    }

    @Test
    void whoInvitedWhoAsksAgreesToNothingEither() {
        fixtures.invited(ben, anna, clock.instant());
        in(() -> requests.askInside(anna, client));
        refused("staff.refusal.same-hand", () -> requests.agree(ben, client, newest().id()));
        in(() -> requests.decline(ben, client, newest().id()));
        assertThat(isInside()).isFalse();
    }

    @Test
    void nobodyAgreesToWhatSomebodyBlockedAskedFor() {
        in(() -> requests.askInside(anna, client));
        fixtures.blocked(anna);
        refused("staff.refusal.asker-gone", () -> requests.agree(ben, client, newest().id()));
        in(() -> requests.decline(ben, client, newest().id()));
        assertThat(isInside()).isFalse();
    }

    @Test
    void aDeclinedOrLateRequestDoesNothing() {
        in(() -> requests.askInside(anna, client));
        in(() -> requests.decline(ben, client, newest().id()));
        refused("api.request.over", () -> requests.agree(ben, client, newest().id()));

        in(() -> requests.askToken(anna, client, 7));
        UUID late = newest().id();
        clock.advance(ApiLimits.REQUEST_LIFE);
        refused("api.request.over", () -> requests.agree(ben, client, late));

        in(() -> requests.askToken(anna, client, 7));
        UUID agreed = newest().id();
        in(() -> requests.agree(ben, client, agreed));
        clock.advance(ApiLimits.TOKEN_MADE_WITHIN);
        refused("api.request.not-agreed", () -> requests.takeToken(anna, client, agreed));
        assertThat(isInside()).isFalse();
    }

    @Test
    void aRequestIsOfItsOwnClientAndARevokedOneGetsNothing() {
        in(() -> requests.askInside(anna, client));
        UUID request = newest().id();
        refused("api.request.over", () -> requests.agree(ben, UUID.randomUUID(), request));
        in(() -> clients.revoke(client, TEST));
        refused("api.clients.unknown", () -> requests.agree(ben, client, request));
        refused("api.clients.unknown", () -> requests.askToken(anna, client, 7));
        assertThat(isInside()).isFalse();
    }

    @Test
    void ofTwoWhoMakeTheTokenAtTheSameTimeOneDoes() throws Exception {
        in(() -> requests.askToken(anna, client, 7));
        UUID request = newest().id();
        in(() -> requests.agree(ben, client, request));
        Callable<Boolean> take = () -> {
            try {
                return !CurrentOrganisation.as(org, () -> requests.takeToken(anna, client, request))
                        .isEmpty();
            } catch (Refusal second) {
                return false;
            }
        };
        int made = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> one : List.of(threads.submit(take), threads.submit(take))) {
                made += one.get() ? 1 : 0;
            }
        }
        assertThat(made).isEqualTo(1);
    }

    @Test
    void whatTheOperatorDoesStandsOnThePage() {
        UUID inside = CurrentOrganisation.as(
                        org, () -> requests.createdByOperator("Of the operator", Circle.INSIDE, 5, TEST))
                .id();
        in(() -> clients.setNetworks(inside, "127.0.0.1/32", TEST));
        assertThat(CurrentOrganisation.as(org, () -> requests.tokenByOperator(inside, 3, TEST)))
                .hasSize(43);
        in(() -> requests.keyByOperator(inside, Signing.ed25519(clock).publicKey(), TEST));
        assertThat(CurrentOrganisation.as(org, () -> requests.of(inside, anna)))
                .hasSize(3)
                .allMatch(line -> line.state() == ClientRequest.State.OPERATOR && !line.toDecide() && !line.toTake());
        for (var language : List.of("en", "fr")) {
            assertThat(mvc.get()
                            .uri("/people/clients/" + inside + "?lang=" + language)
                            .with(user(anna)))
                    .hasStatusOk()
                    .bodyText()
                    .doesNotContain("??");
        }
    }

    @Test
    void samplesWait() {
        var asked = CurrentOrganisation.as(org, () -> samples.asked(anna));
        var lines = CurrentOrganisation.as(org, () -> requests.of(asked.getFirst(), anna));
        assertThat(lines).extracting(ClientRequestService.Line::toDecide).containsExactlyInAnyOrder(true, false);
        assertThat(lines).extracting(ClientRequestService.Line::toTake).containsExactlyInAnyOrder(true, false);
    }

    private boolean isInside() {
        return CurrentOrganisation.as(org, () -> clients.require(client)).isInside();
    }

    private List<String> thumbprints() {
        return CurrentOrganisation.as(org, () -> keys.of(client)).stream()
                .map(ClientKey::thumbprint)
                .toList();
    }

    private ClientRequest newest() {
        return CurrentOrganisation.as(org, () -> requests.of(client, anna))
                .getFirst()
                .request();
    }

    private void refused(String key, Runnable act) {
        assertThatThrownBy(() -> in(act)).isInstanceOf(Refusal.class).hasMessageContaining(key);
    }

    private void in(Runnable act) {
        CurrentOrganisation.as(org, act);
    }
}
