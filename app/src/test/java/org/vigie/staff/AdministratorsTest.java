package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.organisation.CurrentOrganisation;

/** An organisation always has somebody who can let people in, or else a way back. */
class AdministratorsTest extends StaffTestBase {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final URI BASE = URI.create("http://localhost:8080");
    private static final String DONE = "";

    @Autowired
    private StaffService staff;

    @Autowired
    private ReviewService reviews;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    /** How an administrator takes a colleague out. */
    enum Way {
        BLOCKING((test, two) -> test.people.block(two.by, two.other)),
        LEAVING((test, two) -> test.reviews.left(two.by, two.other)),
        ROLES((test, two) -> test.people.giveRoles(two.by, two.other, Set.of(Role.AUDITOR)));

        @SuppressWarnings("ImmutableEnumChecker") // each is a function without state
        private final BiConsumer<AdministratorsTest, Two> act;

        Way(BiConsumer<AdministratorsTest, Two> act) {
            this.act = act;
        }
    }

    private record Two(SignedIn by, UUID other) {}

    static Stream<Arguments> pairs() {
        return Stream.of(Way.values()).flatMap(one -> Stream.of(Way.values()).map(other -> Arguments.of(one, other)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofTwoWhoTakeEachOtherOutAtTheSameTimeOneStays(Way one, Way other) {
        var ann = member(Role.ADMINISTRATOR);
        var bob = member(Role.ADMINISTRATOR);

        var second = Objects.requireNonNull(CurrentOrganisation.as(
                org,
                () -> transaction.execute(status -> {
                    one.act.accept(this, new Two(administrator(ann.id()), bob.id()));
                    var asked = CompletableFuture.supplyAsync(
                            () -> outcome(other, new Two(administrator(bob.id()), ann.id())),
                            Thread::startVirtualThread);
                    await().atMost(PATIENCE).until(() -> asked.isDone() || waiting() > 0);
                    return asked;
                })));

        assertThat(second.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .isEqualTo("staff.people.last-administrator");
        assertThat(active()).containsExactly(ann.id());
    }

    /** What they invited before ends with them; what they ask for meanwhile must wait, and is refused. */
    @ParameterizedTest
    @EnumSource
    void whoIsTakenOutAtThatMomentInvitesNobody(Way way) {
        var ann = administrator(member(Role.ADMINISTRATOR).id());
        var bob = administrator(member(Role.ADMINISTRATOR).id());
        var invited = new AtomicReference<Person>();

        var refusals = Objects.requireNonNull(CurrentOrganisation.as(org, () -> {
            people.invite(bob, "Kim", Set.of(Role.ANALYST));
            invited.set(people.page("Kim", new UUID(0, 0)).getFirst());
            return transaction.execute(status -> {
                way.act.accept(this, new Two(ann, bob.staff()));
                var asked = Stream.<Runnable>of(
                                () -> people.invite(bob, "Lou", Set.of(Role.ANALYST)),
                                () -> people.inviteAgain(bob, invited.get().id()))
                        .map(act -> CompletableFuture.supplyAsync(() -> outcome(act), Thread::startVirtualThread))
                        .toList();
                await().atMost(PATIENCE).until(() -> waiting() >= asked.size());
                return asked;
            });
        }));

        assertThat(refusals)
                .allSatisfy(refusal -> assertThat(refusal.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                                .join())
                        .isEqualTo("staff.people.may-not-invite"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aBadColleagueGoesAsLongAsAnotherAdministratorStays(Way one, Way other) {
        var ann = member(Role.ADMINISTRATOR);
        var bob = member(Role.ADMINISTRATOR);
        var cem = member(Role.ADMINISTRATOR);
        var analyst = member(Role.ANALYST);

        assertThat(outcome(one, new Two(administrator(ann.id()), bob.id()))).isEqualTo(DONE);
        assertThat(outcome(other, new Two(administrator(ann.id()), cem.id()))).isEqualTo(DONE);
        assertThat(outcome(Way.BLOCKING, new Two(administrator(ann.id()), analyst.id())))
                .isEqualTo(DONE);
        assertThat(active()).containsExactly(ann.id());
    }

    @Test
    void theOperatorLetsAnAdministratorInWhoTakesTheLostAccountOut() {
        var lost = member(Role.ADMINISTRATOR);
        var first = staff.administratorLink(org, BASE);
        var second = staff.administratorLink(org, BASE);
        assertThat(mvc.get().uri(first.getPath())).as("replaced by the next").hasStatus(409);
        assertThat(mvc.get().uri(second.getPath())).hasStatusOk();
        assertThat(waitingForOperator()).as("one, however often").hasSize(1);

        var session = signedIn(enrol(second.getPath().substring("/enrolment/".length())));

        assertThat(mvc.get().uri(second.getPath())).as("it worked once").hasStatus(409);
        assertThat(post("/people/" + lost.id() + "/blocking", session, Map.of()))
                .hasRedirectedUrl("/people/" + lost.id());
        assertThat(active()).hasSize(1).doesNotContain(lost.id());
        var entries = audited("person.invited").stream()
                .filter(entry -> entry.toString().contains("operator"))
                .toList();
        assertThat(entries).hasSize(2);
    }

    @Test
    void allAdministratorsSeeForAWeekThatTheOperatorDidSoAndOthersDoNot() {
        var admin = member(Role.ADMINISTRATOR);
        var analyst = member(Role.ANALYST);
        assertThat(text(get("/", signedIn(admin)))).doesNotContain("operator-invited");
        var link = staff.administratorLink(org, BASE);

        var session = signedIn(admin);
        assertThat(text(get("/", session)))
                .contains("id=\"operator-invited\"", "the link was not used yet")
                .doesNotContain("??");
        assertThat(text(get("/?lang=fr", session)))
                .contains("exploitant", "pas encore servi")
                .doesNotContain("??");
        assertThat(text(get("/", signedIn(analyst)))).doesNotContain("operator-invited");
        var elsewhere = fixtures.organisation("Others");
        assertThat(CurrentOrganisation.as(
                        elsewhere,
                        () -> staff.operatorInvitedLately(
                                new SignedIn(UUID.randomUUID(), elsewhere, Set.of(Role.ADMINISTRATOR), "x"))))
                .isEmpty();

        enrol(link.getPath().substring("/enrolment/".length()));
        assertThat(text(get("/?lang=en", session))).contains("the link was used");
        clock.advance(StaffLimits.OPERATOR_INVITATION_SHOWN);
        assertThat(text(get("/", signedIn(admin)))).doesNotContain("operator-invited");
    }

    /** Or else whoever is still inside could turn the way back into one that leads nowhere. */
    @Test
    void whomTheOperatorInvitesIsAnAdministratorAlsoWhereSomebodyTookThatFromTheOneBefore() {
        var ann = member(Role.ADMINISTRATOR);
        staff.administratorLink(org, BASE);
        var before = waitingForOperator().getFirst().person();
        CurrentOrganisation.as(org, () -> people.giveRoles(administrator(ann.id()), before, Set.of(Role.AUDITOR)));

        var link = staff.administratorLink(org, BASE);

        var came = enrol(link.getPath().substring("/enrolment/".length()));
        assertThat(came.id()).isNotEqualTo(before);
        assertThat(active()).containsExactlyInAnyOrder(ann.id(), came.id());
    }

    @Test
    void anInvitationThatNobodyAskedForIsWithdrawn() {
        var session = signedIn(member(Role.ADMINISTRATOR));
        var link = staff.administratorLink(org, BASE);
        var invited = waitingForOperator().getFirst();

        assertThat(post("/people/" + invited.person() + "/invitation/withdrawal", session, Map.of()))
                .hasRedirectedUrl("/people/invitations");
        assertThat(mvc.get().uri(link.getPath())).hasStatus(409);
        assertThatCode(() -> staff.administratorLink(org, BASE)).doesNotThrowAnyException();
    }

    private java.util.List<OperatorInvited> waitingForOperator() {
        return CurrentOrganisation.as(org, people::invitedByOperatorLately);
    }

    private SignedIn administrator(UUID id) {
        return new SignedIn(id, org, Set.of(Role.ADMINISTRATOR), "Test");
    }

    private String outcome(Way way, Two two) {
        return outcome(() -> way.act.accept(this, two));
    }

    private String outcome(Runnable act) {
        return CurrentOrganisation.as(org, () -> {
            try {
                act.run();
                return DONE;
            } catch (Refusal refusal) {
                return refusal.key();
            }
        });
    }

    private java.util.List<UUID> active() {
        return CurrentOrganisation.as(org, () -> people.page("", new UUID(0, 0))).stream()
                .filter(person ->
                        person.state() == Person.State.ACTIVE && person.roles().contains(Role.ADMINISTRATOR))
                .map(Person::id)
                .toList();
    }

    private int waiting() {
        return Objects.requireNonNull(db.sql("select count(*) from pg_locks where not granted")
                .query(Integer.class)
                .single());
    }
}
