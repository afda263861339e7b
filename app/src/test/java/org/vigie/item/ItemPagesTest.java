package org.vigie.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

@VigieTest
class ItemPagesTest {
    private static final CanonicalAddress ADDRESS = CanonicalAddress.parse("https://pictures.example/b.jpg");
    private static final CanonicalAddress PAGE = CanonicalAddress.parse("https://pages.example/www.html");

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private ItemService items;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private FakeClock clock;

    private SignedIn analyst = person(new OrgId(new UUID(0, 0)), Role.ANALYST);
    private ItemId held = new ItemId(new UUID(0, 0));

    @BeforeEach
    void aHeldItem() {
        OrgId org = fixtures.organisation("Items on pages");
        fixtures.provider(org, ADDRESS.host());
        analyst = person(org, Role.ANALYST);
        held = CurrentOrganisation.as(org, () -> {
            ItemId id = items.sighted(new Sighting(
                    org,
                    ADDRESS,
                    ADDRESS.host(),
                    "192.0.2.7",
                    PAGE,
                    new MediaHashes(
                            new HashValue(HashAlgorithm.MD5, "%032x".formatted(5)),
                            new HashValue(HashAlgorithm.SHA1, "%040x".formatted(5)),
                            new HashValue(HashAlgorithm.SHA256, "%064x".formatted(5)),
                            null,
                            0),
                    List.of(ItemTest.near(4, 12)),
                    clock.instant()));
            items.confirmed(id, clock.instant());
            items.held(id, HoldReason.NEAR_MATCH);
            return id;
        });
    }

    @ParameterizedTest
    @CsvSource({"en, Waiting for a person", "fr, En attente d’une personne"})
    void theListShowsAddressesThatCannotBeOpened(String language, String state) {
        assertThat(mvc.get().uri("/items?lang=" + language).with(user(analyst)))
                .hasStatusOk()
                .bodyText()
                .contains(state, "hxxps://pictures[.]example/b.jpg", held.brief())
                .doesNotContain("https://pictures", "??item", "<img");
    }

    @ParameterizedTest
    @CsvSource({
        "en, 'Nothing, until somebody releases or dismisses it.', 'at a distance of 12 bits'",
        "fr, 'Rien, tant que personne ne le libère ni ne l’écarte.', 'à une distance de 12 bits'"
    })
    void thePageOfAnItemSaysWhereItIsWhyAndWhatComesNext(String language, String next, String match) {
        assertThat(mvc.get()
                        .uri("/items/{id}?lang={language}", held.value(), language)
                        .with(user(analyst)))
                .hasStatusOk()
                .bodyText()
                .contains(next, match, "hxxps://pictures[.]example/b.jpg", "hxxps://pages[.]example/", "Patterns")
                .doesNotContain("https://p", "??", "<img");
    }

    @Test
    void theTitleNamesNoAddress() {
        assertThat(mvc.get().uri("/items/{id}", held.value()).with(user(analyst)))
                .bodyText()
                .contains("<title>Item " + held.brief() + " – Vigie</title>");
    }

    @Test
    void aHeldItemIsReleasedOnItsPage() {
        assertThat(mvc.post()
                        .uri("/items/{id}/release", held.value())
                        .param("words", "The list's owner agrees.")
                        .with(user(analyst))
                        .with(csrf()))
                .hasRedirectedUrl("/items/" + held.value());

        assertThat(mvc.get().uri("/items/{id}?lang=en", held.value()).with(user(analyst)))
                .bodyText()
                .contains("Confirmed", "Released by a person", "The list&#39;s owner agrees.")
                .doesNotContain("name=\"words\"");
    }

    @Test
    void aHeldItemIsDismissedOnItsPageOnce() {
        for (int status : new int[] {302, 409}) {
            assertThat(mvc.post()
                            .uri("/items/{id}/dismissal", held.value())
                            .param("reason", "TEST")
                            .param("words", "Ours.")
                            .with(user(analyst))
                            .with(csrf()))
                    .hasStatus(status);
        }
    }

    @Test
    void anItemOfAnotherOrganisationIsNone() {
        SignedIn stranger = person(fixtures.organisation("Elsewhere"), Role.ANALYST);

        assertThat(mvc.get().uri("/items/{id}?lang=en", held.value()).with(user(stranger)))
                .hasStatus(409)
                .bodyText()
                .contains("There is no such item")
                .doesNotContain("pictures[.]");
        assertThat(mvc.get().uri("/items").with(user(stranger)))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("pictures[.]");
    }

    @Test
    void onlyAnalystsReadItems() {
        SignedIn keeper = person(analyst.org(), Role.LIST_KEEPER);

        assertThat(mvc.get().uri("/items").with(user(keeper))).hasStatus(403);
        assertThat(mvc.get().uri("/items/{id}", held.value()).with(user(keeper)))
                .hasStatus(403);
    }

    @Test
    void theListIsFilteredByStateAndReason() {
        assertThat(mvc.get().uri("/items?state=GONE&hold=").with(user(analyst)))
                .hasStatusOk()
                .bodyText()
                .doesNotContain(held.brief());
        assertThat(mvc.get().uri("/items?state=HELD&hold=NEAR_MATCH").with(user(analyst)))
                .bodyText()
                .contains(held.brief());
    }

    private static SignedIn person(OrgId org, Role role) {
        return new SignedIn(UUID.randomUUID(), org, Set.of(role), "Camille");
    }
}
