package org.vigie.staff;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.seal.Sealer;

/** The sessions of the bound organisation: which are open, and the end of them. A session is known by a keyed code of its id. */
@Service
class SessionService {
    private final PersonSessions sessions;
    private final People people;
    private final Reviews reviews;
    private final StaffSettings settings;
    private final Sealer sealer;
    private final AuditService audit;
    private final Clock clock;

    SessionService(
            PersonSessions sessions,
            People people,
            Reviews reviews,
            StaffSettings settings,
            Sealer sealer,
            AuditService audit,
            Clock clock) {
        this.sessions = sessions;
        this.people = people;
        this.reviews = reviews;
        this.settings = settings;
        this.sealer = sealer;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Writes the row of a session that begins.
     *
     * @param provenAt when the factor was proven; null when that is not known
     */
    @Transactional
    public OpenSession open(Person person, Factor factor, @Nullable Instant provenAt, String sessionId, Device device) {
        var now = clock.instant();
        var session = new OpenSession(UUID.randomUUID(), person.id(), device, now, factor, now, provenAt, factor);
        sessions.add(session, person, mac(sessionId), settings.node());
        reviews.signedIn(person.id(), LocalDate.ofInstant(now, ZoneOffset.UTC));
        return session;
    }

    /** Who asks within a session. */
    enum Use {
        /** It goes on. */
        BY_A_PERSON,
        /** A page that was left open renews itself, which is no reason for the session to go on. */
        BY_A_PAGE
    }

    /** The session, while it lives and the person is as they were when it was opened. */
    @Transactional
    public Optional<OpenSession> live(String sessionId, UUID person, Use use) {
        var now = clock.instant();
        var found = sessions.live(mac(sessionId), person, PersonSessions.Since.at(now));
        found.filter(session -> use == Use.BY_A_PERSON)
                .filter(session -> !now.isBefore(session.seenAt().plus(StaffLimits.SESSION_SEEN_EVERY)))
                .ifPresent(session -> sessions.seen(session.id(), now));
        return found;
    }

    /**
     * Notes a factor that was proven again.
     *
     * @param newId under which the session goes on
     */
    @Transactional
    public void proven(OpenSession session, Factor factor, String newId) {
        sessions.proven(session.id(), mac(newId), factor, clock.instant());
    }

    /**
     * Lets one session of a person go on who has just been changed by themselves, which ended the others. It ends too where anybody
     * else changed the person meanwhile: what it knows of their roles is older than that.
     *
     * @param newId under which it goes on
     */
    @Transactional
    public void renew(OpenSession session, Person person, String newId) {
        if (!sessions.renew(session.id(), mac(newId), person.version())) {
            sessions.end(session.id(), person.id());
        }
    }

    /** Forgets a session that ended by itself. */
    @Transactional
    public void forget(String sessionId) {
        sessions.end(mac(sessionId));
    }

    /** A person's own sessions, the newest first. */
    @Transactional(readOnly = true)
    public List<OpenSession> mine(SignedIn person) {
        return of(person.staff());
    }

    /** Those of a colleague; that somebody looked is audited. */
    @Transactional
    public List<OpenSession> read(SignedIn by, UUID person) {
        demandPerson(person);
        record("person.sessions-read", by, List.of(person), Map.of());
        return of(person);
    }

    /**
     * Ends one session of the person themselves.
     *
     * @throws Refusal when there is no such session of this person, or no longer
     */
    @Transactional
    public void endOne(SignedIn person, UUID session) {
        if (!sessions.end(session, person.staff())) {
            throw new Refusal("staff.sessions.unknown");
        }
        record("session.ended", person, List.of(session, person.staff()), Map.of());
    }

    /**
     * Ends all others of the person, and what somebody has begun who showed their password or a recovery code.
     *
     * @return the person afterwards, for whom the one that is kept is renewed
     */
    @Transactional
    public Person endOthers(SignedIn person, UUID kept) {
        int ended = sessions.endOthersOf(person.staff(), kept);
        record("person.sessions-ended", person, List.of(person.staff()), Map.of("sessions", "" + ended));
        return people.endSessions(demandPerson(person.staff()));
    }

    /** All sessions of a colleague, and what somebody has begun who showed their password or a recovery code. */
    @Transactional
    public void endAll(SignedIn by, UUID person) {
        people.endSessions(demandPerson(person));
        int ended = sessions.endAllOf(person);
        record("person.sessions-ended", by, List.of(person), Map.of("sessions", "" + ended));
    }

    /** Clears away what counts no more, a batch; answers whether there may be more. */
    @Transactional
    public boolean sweep() {
        return sessions.sweep(PersonSessions.Since.at(clock.instant()), StaffLimits.SESSIONS_SWEPT_AT_ONCE)
                == StaffLimits.SESSIONS_SWEPT_AT_ONCE;
    }

    /** Closes what a former run of this node left, a batch; answers whether there may be more. */
    @Transactional
    public boolean closeFormer() {
        return sessions.endOfNode(settings.node(), StaffLimits.SESSIONS_SWEPT_AT_ONCE)
                == StaffLimits.SESSIONS_SWEPT_AT_ONCE;
    }

    private List<OpenSession> of(UUID person) {
        return sessions.ofPerson(person, PersonSessions.Since.at(clock.instant()), StaffLimits.SESSIONS_ON_A_PAGE);
    }

    private Person demandPerson(UUID person) {
        return people.find(person).orElseThrow(() -> new Refusal("staff.people.unknown"));
    }

    /** No token of a link or a client has this form, so that no code of one is ever the code of the other. */
    private byte[] mac(String sessionId) {
        return sealer.tokenMac("session " + sessionId);
    }

    private void record(String act, SignedIn by, List<UUID> subjects, Map<String, String> facts) {
        audit.record(new AuditAct(
                act,
                AuditActor.person(by.staff()),
                subjects.stream().map(UUID::toString).toList(),
                facts));
    }
}
