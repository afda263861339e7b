package org.vigie.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Import;
import org.vigie.api.ApiSamples;
import org.vigie.audit.AuditActor;
import org.vigie.compartment.CompartmentId;
import org.vigie.compartment.CompartmentSamples;
import org.vigie.compartment.CompartmentService;
import org.vigie.compartment.GlassService;
import org.vigie.exchange.ExchangeSamples;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListName;
import org.vigie.item.ItemDecisionService;
import org.vigie.item.ItemId;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.retention.RetentionService;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.Fixtures;

/**
 * What somebody inside an organisation does at each endpoint that changes something: a row in a state in which it can be done, and
 * a form that its handler takes. Outsiders send the very same, so that what refuses them is the wall and not the form.
 */
@TestComponent
@Import({FormRows.class, ApiSamples.class, ExchangeSamples.class, CompartmentSamples.class})
class Forms {
    private static final AuditActor TEST = AuditActor.system("test");
    private static final String WORDS = "Words of somebody inside";
    private static final String PERSON = "Person ";

    private final Walled walled;
    private final FormRows rows;
    private final Fixtures fixtures;
    private final ApiSamples api;
    private final ExchangeSamples exchange;
    private final HashListService lists;
    private final CompartmentService compartments;
    private final GlassService glass;
    private final CompartmentSamples walls;
    private final ItemDecisionService decisions;
    private final RetentionService retention;

    Forms(
            Walled walled,
            FormRows rows,
            Fixtures fixtures,
            ApiSamples api,
            ExchangeSamples exchange,
            HashListService lists,
            CompartmentService compartments,
            GlassService glass,
            CompartmentSamples walls,
            ItemDecisionService decisions,
            RetentionService retention) {
        this.walled = walled;
        this.rows = rows;
        this.fixtures = fixtures;
        this.api = api;
        this.exchange = exchange;
        this.lists = lists;
        this.compartments = compartments;
        this.glass = glass;
        this.walls = walls;
        this.decisions = decisions;
        this.retention = retention;
    }

    /**
     * The forms of an organisation that {@link Walled} filled, by their endpoints, with what they need there.
     *
     * @param insider of all roles, with a row of a person
     * @param word that stands in all that can be read
     */
    Map<String, Sheet.Form> of(OrgId org, SignedIn insider, String word) {
        var sheet = new Sheet();
        CurrentOrganisation.as(org, () -> {
            api.fill();
            api.fill();
            exchange.fill();
        });
        lists(sheet, org, word);
        clients(sheet, org);
        requests(sheet, org, insider);
        people(sheet, org, word);
        own(sheet, org, insider);
        providers(sheet, org);
        notices(sheet, org, word);
        retention(sheet, org, insider);
        compartments(sheet, org, insider, word);
        appointments(sheet, org, word);
        crawl(sheet, org);
        return sheet.forms();
    }

    private void lists(Sheet sheet, OrgId org, String word) {
        var name = new ListName("Second " + word);
        CurrentOrganisation.as(org, () -> {
            try {
                lists.importCsv(name, bytes(FormRows.list("1", "2")), ImportOptions.by(TEST));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
        var list =
                one("select id::text from hash_list where org_id = '%s' and name = '%s'".formatted(org, name.text()));
        var entries = walled.all("select id::text from hash_entry where list_id = '%s' order by id".formatted(list));
        rows.entryHeld(org, list, entries.getFirst());
        sheet.addWithFile("/lists", List.of(), FormRows.list("3"), "name", "Another list", "kind", "MATCH");
        sheet.add("/lists/{id}/entries/{entry}/release", List.of(list, entries.getFirst()), "reason", WORDS);
        sheet.add("/lists/{id}/entries/{entry}/withdrawal", List.of(list, entries.getLast()), "reason", WORDS);
        sheet.add(
                "/lists/{id}/policy",
                List.of(list),
                "exact",
                "false",
                "near",
                "-1",
                "quality",
                "60",
                "distance",
                "30",
                "version",
                one("select version::text from hash_list where id = '%s'".formatted(list)));
        sheet.addWithFile("/lists/{id}/imports", List.of(list), FormRows.list("4"), "withdrawn", "STAY");
        var sources = "select id::text from exchange_source where org_id = '%s' and stopped_at is %s order by id";
        var running = walled.all(sources.formatted(org, "null"));
        sheet.add("/sources/{id}/now", List.of(running.getFirst()));
        sheet.add("/sources/{id}/stop", List.of(running.getLast()));
        sheet.add("/sources/{id}/start", List.of(one(sources.formatted(org, "not null"))));
    }

    private void clients(Sheet sheet, OrgId org) {
        sheet.add("/canaries", List.of(), "note", WORDS);
        sheet.add("/canaries/{id}/withdrawal", List.of(any("api_canary", org)));
        var holds = walled.ids("api_client_hold", org);
        sheet.add("/client-holds/{id}/lifting", List.of(holds.getFirst()), "reason", WORDS, "sequences", "true");
        sheet.add("/client-holds/{id}/suspension", List.of(holds.getLast()), "reason", WORDS);
        sheet.add("/people/clients", List.of(), "name", "Another program", "quota", "10");
        var keys = walled.ids("api_client_key", org);
        var partner = one("select client_id::text from api_client_key where id = '%s'".formatted(keys.getFirst()));
        var other = one("select client_id::text from api_client_key where id = '%s'".formatted(keys.getLast()));
        sheet.add("/people/clients/{id}/keys", List.of(partner), "jwk", api.publicKey());
        sheet.add("/people/clients/{id}/keys/{key}/revocation", List.of(partner, keys.getFirst()));
        sheet.add("/people/clients/{id}/networks", List.of(partner), "networks", "192.0.2.0/25");
        sheet.add("/people/clients/{id}/hosts", List.of(partner), "host", "more-files.example");
        sheet.add("/people/clients/{id}/hosts/{host}/removal", List.of(partner, rows.host(org, partner)));
        sheet.add("/people/clients/{id}/token", List.of(partner), "days", "1");
        sheet.add("/people/clients/{id}/token/end", List.of(other));
        sheet.add("/people/clients/{id}/revocation", List.of(other));
    }

    private void requests(Sheet sheet, OrgId org, SignedIn insider) {
        var asked = CurrentOrganisation.as(org, () -> api.asked(insider)).stream()
                .map(UUID::toString)
                .toList();
        var declined = CurrentOrganisation.as(org, () -> api.asked(insider));
        sheet.add("/people/clients/{id}/requests/{request}/agreement", asked.subList(0, 2));
        sheet.add(
                "/people/clients/{id}/requests/{request}/refusal",
                List.of(declined.get(0).toString(), declined.get(1).toString()));
        sheet.add("/people/clients/{id}/requests/{request}/token", List.of(asked.get(0), asked.get(2)));
        sheet.add("/people/clients/{id}/inside", List.of(one("""
                select id::text from api_client where org_id = '%s' and name = 'Held partner'
                """.formatted(org))));
    }

    private void people(Sheet sheet, OrgId org, String word) {
        var active = new ArrayList<String>();
        for (int number = 0; number < 5; number++) {
            active.add(rows.person(org, PERSON + word, "ACTIVE"));
        }
        rows.session(org, active.get(3));
        sheet.add("/people", List.of(), "name", "Somebody", "role", "ANALYST");
        sheet.add("/people/{id}/roles", List.of(active.get(0)), "role", Role.AUDITOR.name());
        sheet.add("/people/{id}/blocking", List.of(active.get(1)));
        sheet.add("/people/{id}/unblocking", List.of(rows.person(org, PERSON + word, "BLOCKED")));
        sheet.add("/people/{id}/leaving", List.of(active.get(2)));
        sheet.add("/people/{id}/sessions/end", List.of(active.get(3)));
        sheet.add("/people/{id}/still-here", List.of(active.get(4)));
        sheet.add("/people/{id}/invitation", List.of(rows.person(org, PERSON + word, "INVITED")));
        sheet.add("/people/{id}/invitation/withdrawal", List.of(rows.person(org, PERSON + word, "INVITED")));
        rows.identityService(org);
        sheet.add("/people/organisation-sign-in/removal", List.of());
    }

    /** What a person does about their own ways in. */
    private void own(Sheet sheet, OrgId org, SignedIn insider) {
        var me = insider.staff().toString();
        rows.enrolled(me);
        for (int number = 0; number < 3; number++) {
            rows.passkey(org, me);
        }
        var passkeys = walled.ids("passkey", org);
        sheet.add("/me/sign-in/passkeys/{id}/name", List.of(passkeys.getFirst()), "label", "Blue");
        sheet.add("/me/sign-in/passkeys/{id}/removal", List.of(passkeys.getLast()));
        sheet.add("/me/sign-in/recovery-codes", List.of());
        var session = rows.session(org, me);
        rows.session(org, me);
        sheet.add("/sessions/{id}/end", List.of(session));
        sheet.add("/sessions/others/end", List.of());
    }

    private void providers(Sheet sheet, OrgId org) {
        sheet.add(
                "/providers",
                List.of(),
                "provider",
                "Another host",
                "host",
                "another.example",
                "email",
                "abuse@another.example",
                "language",
                "en");
        sheet.addWithFile(
                "/providers/file",
                List.of(),
                "provider,host,email,language\nHost of a file,file.example,abuse@file.example,en\n");
        sheet.add(
                "/providers/contacts/{id}/approval",
                List.of(one("select id::text from provider_contact where org_id = '%s' and approved_at is null"
                        .formatted(org))));
        sheet.add("/providers/{id}/marks", List.of(any("provider", org)), "policeHold", "true");
    }

    private void notices(Sheet sheet, OrgId org, String word) {
        var refused = one("select id::text from notice where org_id = '%s' and state = 'HELD'".formatted(org));
        var drafts = """
                select n.id::text from notice n join provider_contact c on c.id = n.contact_id
                where n.org_id = '%s' and n.state = 'DRAFT' and c.approved_at is %s null
                """;
        var held = one(drafts.formatted(org, "not"));
        var sent = one(drafts.formatted(org, ""));
        rows.heldByPolice(held);
        rows.sent(sent, word);
        sheet.add("/notices/{id}/decline", List.of(refused), "reason", WORDS);
        sheet.add("/notices/{id}/release", List.of(held), "reason", WORDS);
        sheet.add("/notices/{id}/bounce", List.of(sent));
    }

    private void retention(Sheet sheet, OrgId org, SignedIn insider) {
        var items = walled.ids("item", org);
        in(org, insider, () -> retention.hold("ITEM", items.getFirst(), WORDS, insider.staff()));
        sheet.add(
                "/people/retention/rules",
                List.of(),
                "kind",
                "REPORT",
                "days",
                "60",
                "basis",
                "Act of example",
                "from",
                "2100-01-01");
        var asker =
                fixtures.colleague(org, PERSON, EnumSet.of(Role.ADMINISTRATOR)).staff();
        var requests = "/people/retention/rules/requests/{request}";
        sheet.add(requests + "/agreement", List.of(rows.ruleRequest(org, "ITEM", asker)));
        sheet.add(requests + "/withdrawal", List.of(rows.ruleRequest(org, "NOTICE", asker)));
        sheet.add("/people/retention/holds", List.of(), "kind", "ITEM", "name", items.getLast(), "reason", WORDS);
        sheet.add("/people/retention/holds/{id}/lift", List.of(any("legal_hold", org)), "reason", WORDS);
    }

    private void compartments(Sheet sheet, OrgId org, SignedIn insider, String word) {
        var broken = colleague(org, word);
        var asking = colleague(org, word);
        var in = opened(org, insider, word);
        var closing = opened(org, insider, word);
        var walledOff = one("select id::text from item where org_id = '%s' and state = 'CONFIRMED'".formatted(org));
        var content = UUID.fromString(walledOff);
        in(org, insider, () -> decisions.moved(new ItemId(content), AuditActor.person(insider.staff()), in));
        CurrentOrganisation.inAllCompartments(org, () -> {
            glass.ask(broken, content, word);
            glass.agree(asking, UUID.fromString(any("compartment_glass", org)));
            glass.ask(asking, content, word);
            glass.ask(asking, content, word);
        });
        in(
                org,
                insider,
                () -> compartments.letIn(insider, in, colleague(org, word).staff(), word));
        var requests = walled.all(
                "select id::text from compartment_glass where org_id = '%s' and decided_at is null".formatted(org));
        var members =
                "select id::text from compartment_member where compartment_id = '%s' and person_id <> '%s' and %s";
        var reviewed = one(members.formatted(in, insider.staff(), "glass_broken"));
        var let = one(members.formatted(in, insider.staff(), "not glass_broken"));
        sheet.add("/compartments", List.of(), "name", "Another compartment", "reason", WORDS);
        sheet.add("/compartments/glass", List.of(), "content", walledOff, "reason", WORDS);
        sheet.add("/compartments/glass/{request}/agreement", List.of(requests.getFirst()));
        sheet.add("/compartments/glass/{request}/refusal", List.of(requests.getLast()));
        sheet.add(
                "/compartments/{id}/members",
                List.of(in.toString()),
                "person",
                colleague(org, word).staff().toString(),
                "reason",
                WORDS);
        sheet.add("/compartments/{id}/members/{member}/review", List.of(in.toString(), reviewed), "words", WORDS);
        sheet.add("/compartments/{id}/members/{member}/end", List.of(in.toString(), let), "reason", WORDS);
        moves(sheet, org, in.toString());
        sheet.add("/compartments/{id}/closing", List.of(closing.toString()));
    }

    private void appointments(Sheet sheet, OrgId org, String word) {
        sheet.add(
                "/compartments/appointments",
                List.of(),
                "compartment",
                walls.orphan(org).toString(),
                "person",
                colleague(org, word).staff().toString(),
                "reason",
                WORDS);
        for (var decision : List.of("agreement", "refusal")) {
            var asked = walls.appointmentAsked(org).toString();
            sheet.add("/compartments/appointments/{appointment}/" + decision, List.of(asked));
        }
    }

    /** What is done about items and reports; into the compartment last. */
    private void moves(Sheet sheet, OrgId org, String compartment) {
        var items = walled.all("select id::text from item where org_id = '%s' and state = 'MATCHED'".formatted(org));
        var held = items.getFirst();
        var matched = items.getLast();
        rows.itemHeld(held);
        var report = any("report", org);
        rows.reportsHeldBack(org);
        sheet.add("/items/{id}/release", List.of(held), "words", WORDS);
        sheet.add("/items/{id}/dismissal", List.of(matched), "reason", "OTHER", "words", WORDS);
        sheet.add("/items/{id}/compartment", List.of(matched), "compartment", compartment);
        sheet.add("/reports/{id}/fetch", List.of(report));
        sheet.add("/reports/{id}/fetch-first", List.of(report));
        sheet.add("/reports/{id}/compartment", List.of(report), "compartment", compartment);
    }

    private void crawl(Sheet sheet, OrgId org) {
        sheet.add(
                "/crawl/new",
                List.of(),
                "seeds",
                "http://seed.example/",
                "scope",
                "HOST",
                "depth",
                "1",
                "budget",
                "10");
        sheet.add(
                "/crawl/{id}/stop",
                List.of(one(
                        "select id::text from lead where org_id = '%s' and finished_at is null and stopped_at is null"
                                .formatted(org))));
    }

    private CompartmentId opened(OrgId org, SignedIn by, String word) {
        return CurrentOrganisation.<CompartmentId, RuntimeException>callFor(
                org, by.staff(), () -> compartments.open(by, "Compartment " + word, "Because " + word));
    }

    private SignedIn colleague(OrgId org, String word) {
        return fixtures.colleague(org, PERSON + word, EnumSet.of(Role.ANALYST));
    }

    private static void in(OrgId org, SignedIn person, Runnable work) {
        CurrentOrganisation.<Boolean, RuntimeException>callFor(org, person.staff(), () -> {
            work.run();
            return true;
        });
    }

    private String any(String table, OrgId org) {
        return walled.ids(table, org).getFirst();
    }

    private String one(String query) {
        return walled.all(query).getFirst();
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
