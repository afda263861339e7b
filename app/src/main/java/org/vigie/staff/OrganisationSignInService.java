package org.vigie.staff;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;
import org.vigie.staff.oidc.Identity;
import org.vigie.staff.oidc.IdentityService;
import org.vigie.staff.oidc.OidcLimits;
import org.vigie.staff.oidc.OidcRefused;

/** The identity service of the bound organisation, and whom its answers let in. It never speaks to the service itself. */
@Service
class OrganisationSignInService {
    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{3,39}");

    private final OrganisationSignIns signIns;
    private final People people;
    private final Links links;
    private final PersonSessions sessions;
    private final Sealer sealer;
    private final AuditService audit;
    private final Clock clock;

    OrganisationSignInService(
            OrganisationSignIns signIns,
            People people,
            Links links,
            PersonSessions sessions,
            Sealer sealer,
            AuditService audit,
            Clock clock) {
        this.signIns = signIns;
        this.people = people;
        this.links = links;
        this.sessions = sessions;
        this.sealer = sealer;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<OrganisationSignIn> get() {
        return signIns.get();
    }

    /**
     * The service with its secret, to speak with it.
     *
     * @throws Refusal when the organisation has none
     */
    @Transactional(readOnly = true)
    public IdentityService service() {
        var signIn = signIns.get().orElseThrow(() -> new Refusal("staff.outside.unknown"));
        var sealed = signIns.secretSealed().orElseThrow(() -> new Refusal("staff.outside.unknown"));
        return new IdentityService(signIn.issuer(), signIn.clientId(), sealer.open(sealed, secretOfBound()));
    }

    /** Whether the person can come in by the service. */
    @Transactional(readOnly = true)
    public boolean opensTo(UUID person) {
        return signIns.opensTo(person);
    }

    /**
     * Whether this could be kept, if the service answers. Asked before anybody outside is.
     *
     * @param secret empty to keep the one that is there
     * @throws Refusal when it could not
     */
    @Transactional(readOnly = true)
    public void demandFit(OrganisationSignIn asked, String secret) {
        var signIn = asked.tidy();
        boolean fit = CODE.matcher(signIn.code()).matches()
                && !signIn.issuer().isEmpty()
                && signIn.issuer().length() <= OidcLimits.ISSUER_CHARACTERS_MAX
                && !signIn.clientId().isEmpty()
                && signIn.clientId().length() <= OidcLimits.CLIENT_CHARACTERS_MAX
                && secret.length() <= OidcLimits.SECRET_CHARACTERS_MAX;
        // the secret of one service is not for another
        boolean isSecretKnown = !secret.isBlank()
                || signIns.get()
                        .filter(before -> before.issuer().equals(signIn.issuer()))
                        .isPresent();
        if (!fit || !isSecretKnown) {
            throw new Refusal("staff.outside.settings.form");
        }
    }

    /**
     * Sets the service. Who came in by the one before is signed out, since it may have been changed because it is not trusted.
     *
     * @param secret empty to keep the one that is there
     * @throws Refusal when it does not fit, another organisation has the code, or no administrator could come in then
     */
    @Transactional
    public void save(SignedIn by, OrganisationSignIn asked, String secret) {
        demandFit(asked, secret);
        var signIn = asked.tidy();
        byte[] sealed = secret.isBlank()
                ? signIns.secretSealed().orElseThrow(() -> new Refusal("staff.outside.settings.form"))
                : sealer.seal(secret.strip(), secretOfBound());
        people.lockAdministrators();
        int administrators = people.activeAdministrators();
        try {
            signIns.save(CurrentOrganisation.require(), signIn, sealed, clock.instant());
        } catch (DuplicateKeyException taken) {
            throw new Refusal("staff.outside.settings.code-taken");
        }
        demandAnAdministrator(administrators);
        sessions.endOpenedWith(Factor.OIDC);
        record("organisation.sign-in-set", AuditActor.person(by.staff()), List.of(), Map.of());
    }

    /**
     * Takes the service away.
     *
     * @throws Refusal when no administrator could come in any more
     */
    @Transactional
    public void remove(SignedIn by) {
        people.lockAdministrators();
        int administrators = people.activeAdministrators();
        if (signIns.remove()) {
            demandAnAdministrator(administrators);
            sessions.endOpenedWith(Factor.OIDC);
            record("organisation.sign-in-removed", AuditActor.person(by.staff()), List.of(), Map.of());
        }
    }

    /** Who is known only to the service before has no way in by the new one. */
    private void demandAnAdministrator(int before) {
        if (before > 0 && people.activeAdministrators() == 0) {
            throw new Refusal("staff.outside.settings.last-administrator");
        }
    }

    /** The person whom the service names; empty, and audited, when it names nobody who may come in. */
    @Transactional
    public Optional<Person> enter(Identity identity) {
        var person = personOf(identity).flatMap(people::find).filter(Person::maySignIn);
        person.ifPresentOrElse(
                found -> record(
                        "person.signed-in", AuditActor.person(found.id()), List.of(found.id()), Map.of("by", "oidc")),
                () -> refused(OidcRefused.Reason.NOBODY));
        return person;
    }

    /** Whether the service names this very person. */
    @Transactional
    public boolean confirms(UUID person, Identity identity) {
        boolean same = personOf(identity).filter(person::equals).isPresent();
        record(
                same ? "person.confirmed" : "person.confirmation-refused",
                AuditActor.person(person),
                List.of(person),
                Map.of("by", "oidc"));
        return same;
    }

    /** Binds whom the service names to whoever was invited by this link. From then on the two are one. */
    @Transactional
    public void enrol(UUID link, Identity identity) {
        var person = links.find(link)
                .filter(found -> found.opens(Link.Purpose.ENROLMENT, clock.instant()))
                .filter(found -> links.use(link, clock.instant()))
                .orElseThrow(() -> new Refusal("staff.link.used"))
                .person();
        try {
            if (!signIns.enrol(person, mac(identity), identity.issuer())) {
                throw new Refusal("staff.link.used");
            }
        } catch (DuplicateKeyException bound) {
            throw new Refusal("staff.outside.bound-already");
        }
        record("person.enrolled", AuditActor.person(person), List.of(person), Map.of("by", "oidc"));
    }

    /** Notes an answer that was not taken. */
    @Transactional
    public void refused(OidcRefused.Reason reason) {
        record(
                "person.sign-in-refused",
                AuditActor.system("organisation-sign-in"),
                List.of(),
                Map.of("by", "oidc", "reason", reason.name()));
    }

    private Optional<UUID> personOf(Identity identity) {
        var person = signIns.personOf(mac(identity), identity.issuer());
        person.ifPresent(found -> signIns.known(found, identity.issuer()));
        return person;
    }

    private static SealedIn secretOfBound() {
        return new SealedIn(
                "organisation_sign_in",
                "secret_sealed",
                CurrentOrganisation.require().value());
    }

    /** The subject's name at the service is not kept; this finds it again. A line break stands in neither part. */
    private byte[] mac(Identity identity) {
        return sealer.tokenMac("subject " + identity.issuer() + "\n" + identity.subject());
    }

    private void record(String act, AuditActor actor, List<UUID> subjects, Map<String, String> facts) {
        audit.record(
                new AuditAct(act, actor, subjects.stream().map(UUID::toString).toList(), facts));
    }
}
