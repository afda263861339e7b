package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.anonymous;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.vigie.api.Circle;
import org.vigie.api.ClientService;
import org.vigie.api.LongTokens;
import org.vigie.audit.AuditActor;
import org.vigie.compartment.CompartmentId;
import org.vigie.compartment.CompartmentService;
import org.vigie.compartment.GlassService;
import org.vigie.item.ItemDecisionService;
import org.vigie.item.ItemId;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.organisation.OrganisationKind;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.Figure;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/**
 * S9. Calls every endpoint that Spring knows as everybody who could call it from outside a wall: as each role of each kind of
 * another organisation, as a program of another, as nobody, and as a colleague who is not in the compartment. The calls name
 * real rows behind the wall. A read shows in the answer, by a word that stands in everything behind the wall or by an id that
 * the call did not name; a write shows in the rows.
 */
@Tag("figures")
@VigieTest
@Import({Walled.class, Forms.class})
class WallsTest {
    private static final long SEED = 9;
    private static final String WORD = "zq7walled";
    private static final String INSIDE = "zq8inside";

    /** The tables whose rows the members of a compartment alone know of. */
    private static final Set<String> IN_COMPARTMENTS =
            Set.of("item", "report", "notice", "lead", "compartment", "compartment_member");

    /** Seen by the auditor in any case: an audit log that walls could hide from its auditors would be none. It holds ids only. */
    private static final Set<String> IDS_OF_COMPARTMENTS_SHOWN = Set.of("/audit");

    /** Made to look past a wall, see ADR 0020; what it answers is on record and told. Tested by itself. */
    private static final Set<String> LOOKS_PAST = Set.of("/compartments/glass");

    @Autowired
    private MockMvc mvc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Walled walled;

    @Autowired
    private Forms forms;

    @Autowired
    private ClientService clients;

    @Autowired
    private CompartmentService compartments;

    @Autowired
    private GlassService glass;

    @Autowired
    private ItemDecisionService decisions;

    @Test
    void everyVariableOfAPathHasRowsToTry() {
        assertThat(new Routes(mappings).all())
                .allSatisfy(route -> assertThat(Calls.withoutTable(route.path()))
                        .as("variables of %s without a table in Calls", route)
                        .isEmpty());
    }

    /**
     * Outsiders send first what somebody inside sends too, at each endpoint that changes something: afterwards that person does,
     * and then it changes something.
     */
    @Test
    void nobodyReadsOrWritesPastTheWallOfAnOrganisation() throws Exception {
        var victim = fixtures.organisation("Victim " + WORD);
        walled.fill(victim, WORD, WORD);
        var insider = inside(victim, WORD);
        var filled = forms.of(victim, insider, WORD);
        assertThat(new Routes(mappings).writing()).isEqualTo(Unsent.and(filled.keySet()));
        var rows = rows(victim, null);
        assertThat(rows.get("notice")).as("a notice to try").isNotEmpty();
        assertThat(rows.get("report")).as("a report to try").isNotEmpty();
        ownReadingIsNoticed(insider, rows, WORD);

        var calls = new Calls(rows, texts(), new Random(SEED));
        var secrets = new Secrets(WORD, ids(rows, rows.keySet()), Set.of());
        var found = run(calls, filled, outsiders(), secrets, () -> walled.state(victim), Figure.rounds(1, 12));

        assertThat(found.leaks()).isEmpty();
        assertThat(idle(filled, insider, () -> walled.state(victim)))
                .as("what changes nothing when somebody inside sends it")
                .isEmpty();
        Figure.keep(
                "S9",
                "%,d calls of %d endpoints as %d callers across organisations: 0 reads, 0 writes; %d of these calls, sent by somebody inside: each writes"
                        .formatted(found.calls(), found.endpoints(), found.callers(), filled.size()));
    }

    /** Sends the forms in their order, and says which were refused or left everything as it was. */
    private List<String> idle(Map<String, Sheet.Form> filled, SignedIn insider, State state) throws Exception {
        var idle = new ArrayList<String>();
        var before = state.now();
        for (var form : filled.entrySet()) {
            int status = mvc.perform(Calls.of(form.getValue(), user(insider)).request())
                    .andReturn()
                    .getResponse()
                    .getStatus();
            var after = state.now();
            var changed = new TreeSet<>(Walled.changed(before, after).keySet());
            changed.remove("audit_entry"); // a refusal may be on record, too
            if (status >= 400 || changed.isEmpty()) {
                idle.add("%s: %d, changes %s".formatted(form.getKey(), status, changed));
            }
            before = after;
        }
        return idle;
    }

    @Test
    void nobodyReadsOrWritesPastTheWallOfACompartment() throws Exception {
        var org = fixtures.organisation("Colleagues");
        walled.fill(org, "zq6shared", INSIDE);
        var insider = inside(org, "zq6shared");
        var compartment = everythingInto(org, insider);
        var item = UUID.fromString(walled.ids("item", org).getFirst());
        CurrentOrganisation.inAllCompartments(org, () -> glass.ask(insider, item, "A reason that colleagues read"));
        var rows = rows(org, compartment);
        assertThat(rows.get("compartment_glass")).as("a glass to break").isNotEmpty();
        var colleagues = new LinkedHashMap<String, RequestPostProcessor>();
        for (var role : Role.values()) {
            colleagues.put("colleague " + role, user(new SignedIn(UUID.randomUUID(), org, Set.of(role), "Colleague")));
        }
        colleagues.put(
                "colleague of all roles",
                user(new SignedIn(UUID.randomUUID(), org, EnumSet.allOf(Role.class), "Colleague")));
        assertThat(rows.get("item")).hasSize(5);
        assertThat(rows.get("notice")).isNotEmpty();
        ownReadingIsNoticed(insider, rows, INSIDE);

        var calls = new Calls(rows, texts(), new Random(SEED));
        var secrets = new Secrets(INSIDE, ids(rows, IN_COMPARTMENTS), IDS_OF_COMPARTMENTS_SHOWN);
        var found = run(
                calls, Map.of(), colleagues, secrets, () -> walled.state(compartment.value()), Figure.rounds(2, 24));

        assertThat(found.leaks()).isEmpty();
        Figure.keep(
                "S9-compartments",
                "%,d calls of %d endpoints as %d colleagues outside a compartment: 0 reads, 0 writes"
                        .formatted(found.calls(), found.endpoints(), found.callers()));
    }

    /**
     * What no answer may hold.
     *
     * @param idsShownOn paths whose answers may hold the ids, and not the word
     */
    private record Secrets(String word, Set<String> ids, Set<String> idsShownOn) {}

    /**
     * What came of a run.
     *
     * @param leaks each read and each write past the wall
     */
    private record Found(int calls, int endpoints, int callers, List<String> leaks) {}

    private interface State {
        Map<String, String> now();
    }

    private Found run(
            Calls calls,
            Map<String, Sheet.Form> filled,
            Map<String, RequestPostProcessor> callers,
            Secrets secrets,
            State state,
            int rounds) {
        var routes = readingFirst(new Routes(mappings).all());
        var leaks = new ArrayList<String>();
        int made = 0;
        var before = state.now();
        for (var route : routes) {
            for (var caller : callers.entrySet()) {
                for (int round = 0; round < rounds; round++) {
                    var form = round == 0 ? filled.get(route.toString()) : null;
                    var call = form == null ? calls.of(route, caller.getValue()) : Calls.of(form, caller.getValue());
                    String answer = answer(call);
                    String leak = leak(route, answer, call.said(), secrets);
                    if (leak != null) {
                        leaks.add("%s as %s shows %s".formatted(route, caller.getKey(), leak));
                    }
                    made++;
                }
            }
            var after = state.now();
            Walled.changed(before, after)
                    .forEach((table, how) -> leaks.add("%s changes %s: %s".formatted(route, table, how)));
            before = after;
        }
        return new Found(made, routes.size(), callers.size(), leaks);
    }

    /** What a caller wrote into rows of its own, such as the name of a list, would be taken for the word of the others. */
    private static List<Routes.Route> readingFirst(List<Routes.Route> routes) {
        return routes.stream()
                .sorted(Comparator.comparing(route -> !route.method().equals("GET")))
                .toList();
    }

    private static @Nullable String leak(Routes.Route route, String answer, String said, Secrets secrets) {
        if (LOOKS_PAST.contains(route.path())) {
            return null;
        }
        if (answer.contains(secrets.word()) && !said.contains(secrets.word())) {
            return secrets.word();
        }
        return secrets.idsShownOn().contains(route.path())
                ? null
                : secrets.ids().stream()
                        .filter(id -> answer.contains(id) && !said.contains(id))
                        .findFirst()
                        .orElse(null);
    }

    /** Everything that comes back: status, headers, body. */
    private String answer(Calls.Call call) {
        try {
            MockHttpServletResponse response =
                    mvc.perform(call.request()).andReturn().getResponse();
            var said =
                    new StringBuilder(response.getContentAsString()).append(' ').append(response.getErrorMessage());
            response.getHeaderNames().forEach(name -> said.append(' ').append(response.getHeaders(name)));
            return said.toString().toLowerCase(Locale.ROOT);
        } catch (Exception failed) {
            // what nothing answers the server's error page does, without the text of the exception; but that is a log
            // line's
            return String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
        }
    }

    /** Proves that the word would be found: who is inside reads it on the pages that show what is walled. */
    private void ownReadingIsNoticed(SignedIn insider, Map<String, List<String>> rows, String word) {
        // chance that always says no: nothing is asked for that would narrow a page
        var calls = new Calls(rows, List.of("nothing"), () -> 0L);
        var pages = List.of("/items", "/items/{id}", "/reports/{id}", "/notices/{id}", "/compartments/{id}");
        for (var route : new Routes(mappings).all()) {
            boolean isThere = !rows.getOrDefault(calls.table(route.path()), List.of("all"))
                    .isEmpty();
            if (route.method().equals("GET") && pages.contains(route.path()) && isThere) {
                assertThat(answer(calls.of(route, user(insider))))
                        .as(route.toString())
                        .contains(word);
            }
        }
    }

    private Map<String, RequestPostProcessor> outsiders() {
        var callers = new LinkedHashMap<String, RequestPostProcessor>();
        callers.put("nobody", anonymous());
        for (var kind : OrganisationKind.values()) {
            var org = fixtures.organisation("Outside", kind);
            for (var role : Role.values()) {
                callers.put(kind + " " + role, user(new SignedIn(UUID.randomUUID(), org, Set.of(role), "Outsider")));
            }
            callers.put(
                    kind + " all", user(new SignedIn(UUID.randomUUID(), org, EnumSet.allOf(Role.class), "Outsider")));
        }
        var other = fixtures.organisation("Other");
        walled.fill(other, "zq9other", "zq9other");
        callers.put("program inside the circle", token(other, Circle.INSIDE));
        callers.put("program outside the circle", token(other, Circle.OUTSIDE));
        return callers;
    }

    private RequestPostProcessor token(OrgId org, Circle circle) {
        var test = AuditActor.system("test");
        String token = CurrentOrganisation.as(
                org,
                () -> LongTokens.give(
                        clients,
                        clients.create("Outsider", circle, 1_000_000, test).id(),
                        1,
                        test));
        return request -> {
            request.addHeader("Authorization", "Bearer " + token);
            return request;
        };
    }

    /** A person of the organisation, with a row of their own. */
    private SignedIn inside(OrgId org, String word) {
        walled.change("update person set name = 'Person %s' where org_id = '%s'".formatted(word, org));
        var person = fixtures.colleague(org, "Person " + word, EnumSet.allOf(Role.class));
        walled.change("update person set state = 'ACTIVE', sign_in_name = 'p%1$s' where id = '%1$s'"
                .formatted(person.staff()));
        return person;
    }

    /** Opens a compartment and moves all items and reports there. */
    private CompartmentId everythingInto(OrgId org, SignedIn insider) throws Exception {
        var compartment = CurrentOrganisation.<CompartmentId, Exception>callFor(
                org, insider.staff(), () -> compartments.open(insider, "Compartment " + INSIDE, "Because " + INSIDE));
        for (var item : walled.ids("item", org)) {
            CurrentOrganisation.<Void, Exception>callFor(org, insider.staff(), () -> {
                decisions.moved(new ItemId(UUID.fromString(item)), AuditActor.person(insider.staff()), compartment);
                return null;
            });
        }
        for (var report : walled.ids("report", org)) {
            mvc.perform(post("/reports/{id}/compartment", report)
                    .param("compartment", compartment.toString())
                    .with(csrf())
                    .with(user(insider)));
        }
        return compartment;
    }

    /** The rows to name: all of an organisation, or those that a compartment holds. */
    private Map<String, List<String>> rows(OrgId org, @Nullable CompartmentId compartment) {
        var rows = new HashMap<String, List<String>>();
        for (var table : Calls.tables()) {
            rows.put(table, walled.ids(table, org));
        }
        if (compartment != null) {
            for (var table : List.of("item", "report", "notice", "lead")) {
                rows.put(
                        table,
                        walled.all("select id::text from %s where compartment_id = '%s' order by id"
                                .formatted(table, compartment)));
            }
        }
        return rows;
    }

    /** Those that tell of a row: numbers are too short to be told from others. */
    private static Set<String> ids(Map<String, List<String>> rows, Set<String> tables) {
        var ids = new TreeSet<String>();
        for (var table : tables) {
            Objects.requireNonNull(rows.get(table)).stream()
                    .filter(id -> id.length() == 36)
                    .forEach(ids::add);
        }
        return ids;
    }

    private static List<String> texts() {
        return List.of(
                "http://known." + WORD + ".example/page",
                "http://known." + INSIDE + ".example/page",
                Walled.hash(WORD),
                "words",
                "abc");
    }
}
