package org.vigie.hashlist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditQuestion;
import org.vigie.audit.AuditReadService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

@VigieTest
class ListPagesTest {
    private static final ListName NAME = new ListName("Patterns & shapes");
    private static final String FILE = """
            algorithm,hash,class,source,note
            md5,%032x,csam,tests,
            md5,d41d8cd98f00b204e9800998ecf8427e,csam,tests,
            sha1,nonsense,csam,tests,
            """.formatted(77);

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private HashListService lists;

    @Autowired
    private AuditReadService audit;

    @Autowired
    private Fixtures fixtures;

    private SignedIn keeper = person(new OrgId(new UUID(0, 0)), Role.LIST_KEEPER);

    @BeforeEach
    void freshOrganisation() {
        keeper = person(fixtures.organisation("Lists on pages"), Role.LIST_KEEPER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void anEmptyPageSaysWhatToDo(String language) {
        assertThat(mvc.get().uri("/lists?lang=" + language).with(user(keeper)))
                .hasStatusOk()
                .bodyText()
                .contains("type=\"file\"")
                .doesNotContain("??");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void anImportEndsWithAReportOfEachRejectedLine(String language) {
        String report = upload().getResponse().getRedirectedUrl();

        assertThat(mvc.get().uri(report + "?lang=" + language).with(user(keeper)))
                .hasStatusOk()
                .bodyText()
                .contains("<td class=\"govuk-table__cell\">3</td>", "<td class=\"govuk-table__cell\">4</td>")
                .contains(language.equals("en") ? "flat picture" : "image unie")
                .doesNotContain("??", "nonsense");
        assertThat(mvc.get().uri("/lists?lang=" + language).with(user(keeper)))
                .bodyText()
                .contains("Patterns &amp; shapes")
                .doesNotContain("??");
        assertThat(mvc.get()
                        .uri("/lists/{id}?lang={language}", list().id().value(), language)
                        .with(user(keeper)))
                .hasStatusOk()
                .bodyText()
                .contains("md5:%032x".formatted(77), "name=\"near\"")
                .doesNotContain("??");
    }

    @Test
    void whoReadsHashesIsInTheAuditLog() {
        upload();
        HashEntry entry = in(() -> lists.entriesBefore(list().id(), new EntryId(Long.MAX_VALUE)))
                .getFirst();
        String uri = "/lists/" + list().id().value();
        assertThat(mvc.get().uri(uri).with(user(keeper))).hasStatusOk();
        assertThat(mvc.get().uri(uri + "/entries/" + entry.id().value()).with(user(keeper)))
                .hasStatusOk();

        for (String act : new String[] {"list.read", "list.entry-read"}) {
            assertThat(in(() -> audit.page(new AuditQuestion(act, list().id().toString(), Long.MAX_VALUE))))
                    .singleElement()
                    .matches(line -> line.actor().equals(AuditActor.person(keeper.staff())));
        }
    }

    @Test
    void thePolicyIsSavedOnceForEachReading() {
        upload();
        int version = list().version();

        assertThat(policy(list(), 12, version)).hasStatus3xxRedirection();
        assertThat(list().policy()).isEqualTo(new ListPolicy(false, 12));
        assertThat(policy(list(), 13, version)).hasStatus(409);
        assertThat(policy(list(), 99, version + 1)).hasStatus(409);
    }

    @Test
    void anEntryIsWithdrawnWithAReason() {
        upload();
        HashEntry entry = in(() -> lists.entriesBefore(list().id(), new EntryId(Long.MAX_VALUE)))
                .getFirst();
        var uri =
                "/lists/%s/entries/%d".formatted(list().id().value(), entry.id().value());

        assertThat(withdrawal(uri, "Named in https://pictures.example/a.jpg")).hasStatus(409);
        assertThat(withdrawal(uri, "The source recalled it.")).hasRedirectedUrl(uri);

        for (String language : new String[] {"en", "fr"}) {
            assertThat(mvc.get().uri(uri + "?lang=" + language).with(user(keeper)))
                    .hasStatusOk()
                    .bodyText()
                    .contains("The source recalled it.")
                    .doesNotContain("??", "name=\"reason\"");
        }
    }

    /** An address that names one list and shows another would have a person withdraw what she did not mean. */
    @Test
    void anEntryOfAnotherListIsNotFoundUnderThisOne() {
        upload();
        HashEntry entry = in(() -> lists.entriesBefore(list().id(), new EntryId(Long.MAX_VALUE)))
                .getFirst();
        HashList other = in(() -> lists.ensure(new ListName("Another"), ListPolicy.DEFAULT, AuditActor.system("test")));
        var uri =
                "/lists/%s/entries/%d".formatted(other.id().value(), entry.id().value());
        var run = in(() -> lists.imports(list().id())).getFirst();

        assertThat(mvc.get().uri(uri).with(user(keeper))).hasStatus(404);
        assertThat(withdrawal(uri, "Not of this list.")).hasStatus(404);
        assertThat(mvc.post()
                        .uri(uri + "/release")
                        .param("reason", "Not of this list.")
                        .with(user(keeper))
                        .with(csrf()))
                .hasStatus(404);
        assertThat(mvc.get()
                        .uri(
                                "/lists/{id}/imports/{run}",
                                other.id().value(),
                                run.id().value())
                        .with(user(keeper)))
                .hasStatus(404);
        assertThat(mvc.get()
                        .uri("/lists/%s/entries/1".formatted(list().id().value()))
                        .with(user(keeper)))
                .as("as one that there is not")
                .hasStatus(404);

        assertThat(in(() -> lists.entry(entry.id())).orElseThrow().isWithdrawn())
                .isFalse();
        assertThat(in(() -> audit.page(new AuditQuestion("list.entry-read", "", Long.MAX_VALUE))))
                .as("nothing was read")
                .isEmpty();
    }

    @Test
    void othersReadListsAndChangeNothing() {
        upload();
        SignedIn analyst = person(keeper.org(), Role.ANALYST);
        String list = "/lists/" + list().id().value();

        assertThat(mvc.get().uri(list).with(user(analyst)))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("type=\"file\"", "name=\"near\"");
        assertThat(mvc.post()
                        .uri(list + "/policy")
                        .param("near", "31")
                        .param("version", "0")
                        .with(user(analyst))
                        .with(csrf()))
                .hasStatus(403);
    }

    @Test
    void aListOfAnotherOrganisationIsNone() {
        upload();
        SignedIn stranger = person(fixtures.organisation("Elsewhere"), Role.LIST_KEEPER);

        assertThat(mvc.get().uri("/lists/{id}", list().id().value()).with(user(stranger)))
                .hasStatus(409)
                .bodyText()
                .doesNotContain("Patterns");
    }

    private MvcTestResult upload() {
        return mvc.post()
                .uri("/lists")
                .multipart()
                .file(new MockMultipartFile("file", "list.csv", "text/csv", FILE.getBytes(UTF_8)))
                .param("name", NAME.text())
                .with(user(keeper))
                .with(csrf())
                .exchange();
    }

    private MvcTestResult policy(HashList list, int near, int version) {
        return mvc.post()
                .uri("/lists/{id}/policy", list.id().value())
                .param("exact", "false")
                .param("near", Integer.toString(near))
                .param("version", Integer.toString(version))
                .with(user(keeper))
                .with(csrf())
                .exchange();
    }

    private MvcTestResult withdrawal(String entry, String reason) {
        return mvc.post()
                .uri(entry + "/withdrawal")
                .param("reason", reason)
                .with(user(keeper))
                .with(csrf())
                .exchange();
    }

    private HashList list() {
        return in(() -> lists.find(NAME)).orElseThrow();
    }

    private <T> T in(Supplier<T> work) {
        return CurrentOrganisation.as(keeper.org(), work);
    }

    private static SignedIn person(OrgId org, Role role) {
        return new SignedIn(UUID.randomUUID(), org, Set.of(role), "Camille");
    }
}
