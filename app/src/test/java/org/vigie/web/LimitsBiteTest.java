package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.vigie.api.Circle;
import org.vigie.api.ClientService;
import org.vigie.api.LongTokens;
import org.vigie.audit.AuditActor;
import org.vigie.hashlist.EntryWriter;
import org.vigie.hashlist.HashEntry;
import org.vigie.hashlist.ListCopyService;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.OpaqueStored;
import org.vigie.intake.ReportSamples;
import org.vigie.limit.Limit;
import org.vigie.limit.LimitService;
import org.vigie.match.MatchService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.organisation.OrganisationService;
import org.vigie.staff.Refusal;
import org.vigie.staff.StaffService;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;

/**
 * Each row of the table of limits where it bites: at the routes that take of it, through a real server. As many calls pass as the
 * row says; the next is refused in the row's words, and that of another network, account, person or program is not.
 */
@ServedTest
@Import(Walled.class)
@TestPropertySource(
        properties = {
            "vigie.limits.size.sign-in-of-account=2",
            "vigie.limits.size.sign-in-of-account-anywhere=2",
            // more than of one account there: of the two, the narrower is met first
            "vigie.limits.size.sign-in-of-network=4",
            "vigie.limits.size.name-of-link=2",
            "vigie.limits.size.code-of-account=2",
            "vigie.limits.size.report-of-network=2",
            "vigie.limits.size.receipt-of-network=2",
            // one more than one network may: of the two, the narrower is met first
            "vigie.limits.size.receipt-of-all=3",
            "vigie.limits.size.token-of-network=2",
            // a list of items takes as many as it shows
            "vigie.limits.size.reveal-of-person=8",
            "vigie.limits.size.address-question-of-person=2",
            "vigie.limits.size.hash-of-person=2",
            "vigie.limits.size.fetch-of-person=2",
            "vigie.limits.size.export-of-person=2"
        })
class LimitsBiteTest {
    private static final AuditActor TEST = AuditActor.system("test");
    private static final int LOOK_UPS = 2;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
    private static final String OPENED = "This is more than one person may open in a day";
    private static final String PDQ = "0f".repeat(32);

    @LocalServerPort
    private int port;

    @Autowired
    private LimitService limits;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Walled walled;

    @Autowired
    private ReportSamples reports;

    @Autowired
    private StaffService staff;

    @Autowired
    private ClientService clients;

    @Autowired
    private MatchService matches;

    @Autowired
    private ListCopyService copies;

    @Autowired
    private OrganisationService organisations;

    @Autowired
    private FakeClock clock;

    private final AtomicInteger number = new AtomicInteger();

    @ParameterizedTest
    @EnumSource
    void eachRouteOfARowIsRefusedPastIt(Limit limit) {
        int size = limit == Limit.LOOK_UP_OF_CLIENT ? LOOK_UPS : limits.size(limit);
        for (Bite bite : bites(limit)) {
            clock.advance(Duration.ofHours(1));
            for (int call = 0; call < size; call++) {
                var answer = bite.before().by(Bite.Key.ONE);
                assertThat(bite.refuses(answer))
                        .as("call %d of %s: %d", call, bite.route(), answer.status())
                        .isFalse();
                assertThat(answer.status())
                        .as("call %d of %s: %s", call, bite.route(), answer.body())
                        .isLessThan(500)
                        .isNotIn(403, 404);
            }
            var past = bite.call().by(Bite.Key.ONE);
            assertThat(bite.refuses(past))
                    .as("%s past %d: %d %s", bite.route(), size, past.status(), past.body())
                    .isTrue();
            if (limit.per() == Limit.Per.ALL) {
                clock.advance(limit.refill());
            }
            var other = bite.call().by(Bite.Key.ANOTHER);
            assertThat(bite.refuses(other))
                    .as("%s of another: %d", bite.route(), other.status())
                    .isFalse();
        }
    }

    /** The routes of each row. A row that is new does not compile before it has some. */
    private List<Bite> bites(Limit limit) {
        return switch (limit) {
            case SIGN_IN_OF_ACCOUNT -> signIns().ofAccountHere();
            case SIGN_IN_OF_ACCOUNT_ANYWHERE -> signIns().ofAccount();
            case NAME_OF_LINK -> signIns().names();
            case SIGN_IN_OF_NETWORK -> signIns().ofNetwork();
            case CODE_OF_ACCOUNT ->
                List.of(new Bite("POST /confirm-it-is-you", TOO_MANY, SignInBites.TRIES, elsewhere()));
            case REPORT_OF_NETWORK -> List.of(report("/report"), report("/signaler"));
            case RECEIPT_OF_NETWORK ->
                List.of(
                        receipt("/receipt", "Too many codes were tried"),
                        receipt("/recu", "Trop de codes ont été essayés"));
            case RECEIPT_OF_ALL ->
                List.of(new Bite(
                        "POST /receipt",
                        TOO_MANY,
                        "Too many codes were tried",
                        key -> new Visitor(port).post("/receipt", Map.of("code", fresh()))));
            case TOKEN_OF_NETWORK ->
                List.of(new Bite(
                        "POST /oauth/token",
                        TOO_MANY,
                        "Too many tokens were asked for",
                        Bite.ofNetwork(port, visitor -> visitor.post("/oauth/token", Map.of("grant_type", "none")))));
            case LOOK_UP_OF_CLIENT ->
                List.of(lookUp("/m/lookup?signal_type=pdq&signal="), lookUp("/m/raw_lookup?signal_type=pdq&signal="));
            case REVEAL_OF_PERSON -> reveals();
            case ADDRESS_QUESTION_OF_PERSON ->
                List.of(ofPerson(
                        "POST /crawl/why",
                        OPENED,
                        someone -> someone.visitor()
                                .post("/crawl/why", "/crawl/why", Map.of("address", "http://asked.example/"))));
            case HASH_OF_PERSON -> hashes();
            case FETCH_OF_PERSON ->
                List.of(ofPerson(
                        "POST /reports/{id}/fetch-first",
                        "You have had 2 reports fetched before all others today",
                        someone -> someone.visitor()
                                .post("/sessions", "/reports/%s/fetch-first".formatted(waiting(someone)), Map.of())));
            case EXPORT_OF_PERSON ->
                List.of(ofPerson("a copy of a list, by no route", "staff.meter.empty", this::copy));
        };
    }

    private SignInBites signIns() {
        return new SignInBites(port, staff, fixtures);
    }

    private List<Bite> hashes() {
        return List.of(
                ofPerson("GET /lists/{id}", OPENED, someone -> someone.get("/lists/" + someone.id("hash_list"))),
                ofPerson(
                        "GET /lists/{id}/entries/{entry}",
                        OPENED,
                        someone -> someone.get(
                                "/lists/%s/entries/%s".formatted(someone.id("hash_list"), someone.id("hash_entry")))));
    }

    private List<Bite> reveals() {
        Map<String, Function<Someone, String>> paths = Map.of(
                "GET /reports/{id}", someone -> "/reports/" + someone.id("report"),
                "GET /items", someone -> "/items",
                "GET /items/{id}", someone -> "/items/" + someone.id("item"),
                "GET /notices/{id}", someone -> "/notices/" + someone.id("notice"));
        return paths.entrySet().stream()
                .map(path -> {
                    var people = people();
                    return new Bite(
                            path.getKey(),
                            CONFLICT,
                            OPENED,
                            key -> people.apply(key)
                                    .get("/reports/" + people.apply(key).id("report")),
                            key -> people.apply(key).get(path.getValue().apply(people.apply(key))));
                })
                .toList();
    }

    /** A confirmation of somebody who is signed in, each time from elsewhere. */
    private Bite.Call elsewhere() {
        var people = people();
        return key -> people.apply(key)
                .visitor()
                .elsewhere()
                .post("/confirm-it-is-you", "/confirm-it-is-you", Map.of("code", "000000"));
    }

    private Bite receipt(String path, String sentence) {
        return new Bite(
                "POST " + path,
                TOO_MANY,
                sentence,
                Bite.ofNetwork(port, visitor -> visitor.post(path, Map.of("code", fresh()))));
    }

    /** It is never refused: what is past the row is late. */
    private Bite report(String path) {
        return new Bite(path, 200, "late=true", Bite.ofNetwork(port, visitor -> {
            var found = TOKEN.matcher(visitor.get(path).body());
            assertThat(found.find()).isTrue();
            var answer = visitor.post(
                    path,
                    Map.of(
                            "token",
                            found.group(1),
                            "address",
                            "http://%s.example/".formatted(fresh()),
                            "confirmed",
                            "yes"));
            var late = walled.all("select late::text from incident where org_id = '%s' order by number desc limit 1"
                    .formatted(organisations.hotline()));
            return new RawHttp.Answer(answer.status(), answer.headers(), "late=" + late.getFirst());
        }));
    }

    private Bite lookUp(String path) {
        var org = fixtures.organisation("Look-ups");
        var tokens = new HashMap<Bite.Key, String>();
        return new Bite("GET " + path, TOO_MANY, "The client has used what it may look up in a day", key -> {
            matches.catchUp();
            var token = tokens.computeIfAbsent(key, first -> tokenIn(org));
            return new Visitor(port).get(path + PDQ, "Authorization: Bearer " + token);
        });
    }

    private String tokenIn(OrgId org) {
        return CurrentOrganisation.as(
                org,
                () -> LongTokens.give(
                        clients,
                        clients.create(fresh(), Circle.INSIDE, LOOK_UPS, TEST).id(),
                        30,
                        TEST));
    }

    /** Somebody who is signed in, in an organisation of their own with something of everything. */
    private record Someone(OrgId org, Visitor visitor, Walled walled) {
        RawHttp.Answer get(String path) {
            return visitor.get(path);
        }

        String id(String table) {
            return walled.ids(table, org).getFirst();
        }
    }

    private Function<Bite.Key, Someone> people() {
        var people = new HashMap<Bite.Key, Someone>();
        return key -> people.computeIfAbsent(key, first -> {
            var org = fixtures.organisation("Limits " + fresh());
            walled.fill(org, fresh(), "secret");
            var visitor = new Visitor(port);
            assertThat(visitor.get(staff.oneTimeSignIn(org).toString()).status())
                    .isEqualTo(302);
            return new Someone(org, visitor, walled);
        });
    }

    private Bite ofPerson(String route, String sentence, Function<Someone, RawHttp.Answer> call) {
        var people = people();
        return new Bite(route, CONFLICT, sentence, key -> call.apply(people.apply(key)));
    }

    private String waiting(Someone someone) {
        CurrentOrganisation.as(someone.org(), () -> reports.report("http://%s.example/".formatted(fresh()), "Words"));
        return walled.all("""
                select report_id::text from incident
                where org_id = '%s' and fetching = 'WAITING' and not fetch_first order by number desc limit 1
                """.formatted(someone.org())).getFirst();
    }

    private RawHttp.Answer copy(Someone someone) {
        var person = UUID.nameUUIDFromBytes(new byte[] {1});
        var list = new ListId(UUID.fromString(someone.id("hash_list")));
        return CurrentOrganisation.as(someone.org(), () -> {
            try {
                copies.export(list, "csv", new Nowhere(), AuditActor.person(person));
                return new RawHttp.Answer(200, Map.of(), "");
            } catch (Refusal refusal) {
                return new RawHttp.Answer(CONFLICT, Map.of(), refusal.key());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static final class Nowhere implements EntryWriter {
        @Override
        public void entry(HashEntry entry) {}

        @Override
        public void opaque(OpaqueStored entry) {}
    }

    /** A word that no other call has. */
    private String fresh() {
        return "w%dx%d".formatted(number.incrementAndGet(), System.nanoTime());
    }
}
