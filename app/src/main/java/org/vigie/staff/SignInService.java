package org.vigie.staff;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.bouncycastle.util.encoders.Base32;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.seal.Sealer;
import org.vigie.staff.passkey.NewPasskey;

/** What happens to one person who signs in or enrols; the caller has found and bound the person's organisation. */
@Service
class SignInService {
    private static final Pattern SIGN_IN_NAME = Pattern.compile("[\\p{L}\\p{N}._@+-]+");

    private final People people;
    private final Links links;
    private final OwnPasswordService passwords;
    private final PasskeyService passkeys;
    private final RecoveryService recovery;
    private final Sealer sealer;
    private final AuditService audit;
    private final Clock clock;

    SignInService(
            People people,
            Links links,
            OwnPasswordService passwords,
            PasskeyService passkeys,
            RecoveryService recovery,
            Sealer sealer,
            AuditService audit,
            Clock clock) {
        this.people = people;
        this.links = links;
        this.passwords = passwords;
        this.passkeys = passkeys;
        this.recovery = recovery;
        this.sealer = sealer;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<String> passwordHash(UUID person) {
        return withPassword(person).map(WithPassword::hash);
    }

    /**
     * Somebody who may sign in and has a password.
     *
     * @param hash of it
     */
    record WithPassword(Person person, String hash) {
        @Override
        public String toString() {
            return "WithPassword[" + person.id() + "]";
        }
    }

    /** The person of that id, with the code of their password. */
    @Transactional(readOnly = true)
    public Optional<WithPassword> withPassword(UUID id) {
        return people.find(id)
                .filter(Person::maySignIn)
                .flatMap(person -> people.passwordHash(id).map(hash -> new WithPassword(person, hash)));
    }

    /** The person, if the code is right, new, and the person may still sign in. Counts the code as used. */
    @Transactional
    public Optional<Person> withCode(SignIn.HalfWay halfWay, String code) {
        var id = halfWay.person();
        var person = people.find(id).filter(Person::maySignIn).filter(found -> found.version() == halfWay.version());
        boolean right = person.isPresent() && usesCode(id, code);
        audit.record(new AuditAct(
                right ? "person.signed-in" : "person.sign-in-refused",
                AuditActor.person(id),
                List.of(id.toString()),
                Map.of("by", "totp")));
        return right ? person : Optional.empty();
    }

    /** Whether the code of somebody who is signed in is right and new. Counts it as used. */
    @Transactional
    public boolean confirms(UUID id, String code) {
        // alone, a code counts only of an authenticator whose secret nobody else has seen
        boolean right = people.hasOwnAuthenticator(id) && usesCode(id, code);
        audit.record(new AuditAct(
                right ? "person.confirmed" : "person.confirmation-refused",
                AuditActor.person(id),
                List.of(id.toString()),
                Map.of("by", "totp")));
        return right;
    }

    /** Whether the person has a password, and beside it an authenticator whose secret was shown to nobody else. */
    @Transactional(readOnly = true)
    public boolean hasOwnAuthenticator(UUID id) {
        return people.hasOwnAuthenticator(id);
    }

    /** Whether the secret of the authenticator beside the password was made with the invitation. */
    @Transactional(readOnly = true)
    public boolean hasAuthenticatorOfInvitation(UUID id) {
        return people.passwordHash(id).isPresent() && !people.hasOwnAuthenticator(id);
    }

    @Transactional
    public void refused(UUID id) {
        audit.record(new AuditAct(
                "person.sign-in-refused", AuditActor.person(id), List.of(id.toString()), Map.of("by", "password")));
    }

    @Transactional
    public void signedOut(UUID id) {
        audit.record(new AuditAct("person.signed-out", AuditActor.person(id), List.of(id.toString()), Map.of()));
    }

    /** What the enrolment page shows: whose link it is. */
    @Transactional(readOnly = true)
    public Enrolment enrolment(UUID link) {
        var found = waiting(link, Link.Purpose.ENROLMENT);
        return new Enrolment(found.person(), CurrentOrganisation.require(), name(found.person()));
    }

    /** Of one person who holds an enrolment link. */
    record Enrolment(UUID person, OrgId org, String name) {}

    /**
     * The secret of an authenticator.
     *
     * @param text base 32, as authenticators take it by hand
     */
    record Secret(String text) {
        static Secret fresh(SecureRandom random) {
            byte[] bytes = new byte[Totp.SECRET_BYTES];
            random.nextBytes(bytes);
            return new Secret(Base32.toBase32String(bytes));
        }

        /** In fours, as it is easiest typed. */
        public List<String> fours() {
            return List.of(text.split("(?<=\\G.{4})"));
        }

        /** The key URI that authenticators read, without a name of the person in it. */
        public String setup() {
            return "otpauth://totp/Vigie?secret=" + text + "&issuer=Vigie&digits=6&period=30";
        }

        /** The key URI for the camera of a phone. */
        public QrSquares picture() {
            return QrSquares.of(setup());
        }

        byte[] bytes() {
            return Base32.decode(text);
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "Secret";
        }
    }

    /**
     * Makes sure that these names can be had.
     *
     * @throws Refusal when not
     */
    @Transactional(readOnly = true)
    public void demandNames(UUID link, Names names) {
        waiting(link, Link.Purpose.ENROLMENT);
        demandFit(names);
        if (people.findSignIn(names.signIn()).isPresent()) {
            throw new Refusal("staff.sign-in-name.taken");
        }
    }

    /** The recovery codes of somebody who now has a password and an authenticator. */
    @Transactional
    public List<RecoveryCode> enrol(UUID link, Names names, NewFallback fallback) {
        var found = waiting(link, Link.Purpose.ENROLMENT);
        demandFit(names);
        var person = enrolled(found, names, "password-and-code");
        passwords.give(person, fallback);
        return recovery.freshFor(person);
    }

    /** The recovery codes of somebody who now has a passkey. */
    @Transactional
    public List<RecoveryCode> enrol(UUID link, Names names, NewPasskey passkey, String label) {
        var found = waiting(link, Link.Purpose.ENROLMENT);
        demandFit(names);
        var person = enrolled(found, names, "passkey");
        passkeys.addTo(person, passkey, label);
        return recovery.freshFor(person);
    }

    /** The person as they are then. */
    private Person enrolled(Link link, Names names, String by) {
        if (!links.use(link.id(), clock.instant())) {
            throw new Refusal("staff.link.used");
        }
        var person = people.find(link.person()).orElseThrow(() -> new Refusal("staff.link.used"));
        var enrolled = new Person(
                person.id(),
                person.org(),
                names.name().strip(),
                names.signIn(),
                Person.State.ACTIVE,
                person.roles(),
                person.version());
        try {
            people.enrol(enrolled);
        } catch (DuplicateKeyException taken) {
            throw new Refusal("staff.sign-in-name.taken");
        }
        audit.record(new AuditAct(
                "person.enrolled",
                AuditActor.person(person.id()),
                List.of(person.id().toString()),
                Map.of("by", by)));
        return people.find(person.id()).orElseThrow();
    }

    /**
     * What a person chooses to be called.
     *
     * @param name by colleagues
     * @param signInName as typed
     */
    record Names(String name, String signInName) {
        /** As it is kept. */
        String signIn() {
            return signInName.strip().toLowerCase(Locale.ROOT);
        }

        /** Without them. */
        @Override
        public String toString() {
            return "Names";
        }
    }

    /** The guest whose one-time link this is; empty when it was used, has expired or is none. */
    @Transactional
    public Optional<Person> withLink(UUID link) {
        var person = links.find(link)
                .filter(found -> found.opens(Link.Purpose.SIGN_IN, clock.instant()))
                .filter(found -> links.use(link, clock.instant()))
                .flatMap(found -> people.find(found.person()))
                .filter(Person::maySignIn);
        person.ifPresent(guest -> audit.record(new AuditAct(
                "person.signed-in",
                AuditActor.person(guest.id()),
                List.of(guest.id().toString()),
                Map.of("by", "one-time-link"))));
        return person;
    }

    private Link waiting(UUID link, Link.Purpose purpose) {
        return links.find(link)
                .filter(found -> found.opens(purpose, clock.instant()))
                .orElseThrow(() -> new Refusal("staff.link.used"));
    }

    private boolean usesCode(UUID person, String code) {
        var sealed = people.totpSealed(person);
        if (sealed.isEmpty()) {
            return false;
        }
        byte[] secret = Base64.getDecoder().decode(sealer.open(sealed.get(), OwnPasswordService.totpOf(person)));
        var step = Totp.accepts(secret, code, clock.instant(), people.totpLastStep(person));
        return step.isPresent() && people.useTotpStep(person, step.getAsLong());
    }

    private String name(UUID person) {
        return people.find(person).map(Person::name).orElse("");
    }

    private static void demandFit(Names names) {
        PeopleService.demandName(names.name());
        var name = names.signIn();
        if (name.length() < StaffLimits.SIGN_IN_NAME_CHARACTERS_MIN
                || name.length() > StaffLimits.NAME_CHARACTERS_MAX
                || !SIGN_IN_NAME.matcher(name).matches()) {
            throw new Refusal(
                    "staff.sign-in-name.form",
                    StaffLimits.SIGN_IN_NAME_CHARACTERS_MIN,
                    StaffLimits.NAME_CHARACTERS_MAX);
        }
    }
}
