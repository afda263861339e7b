package org.vigie.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.audit.AuditActor;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.organisation.OrganisationKind;
import org.vigie.organisation.OrganisationService;
import org.vigie.provider.ContactTrust;
import org.vigie.provider.ProviderService;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

/** Organisations for tests, and whom they may write to. */
@TestConfiguration(proxyBeanMethods = false)
public class Fixtures {
    private final OrganisationService organisations;
    private final ProviderService providers;
    private final JdbcClient db;
    private final TransactionTemplate transaction;

    Fixtures(
            OrganisationService organisations,
            ProviderService providers,
            JdbcClient db,
            TransactionTemplate transaction) {
        this.organisations = organisations;
        this.providers = providers;
        this.db = db;
        this.transaction = transaction;
    }

    @Bean
    @Primary
    static FakeClock fakeClock() {
        return new FakeClock();
    }

    /** Requests of tests can be watched where their answers begin. */
    @Bean
    static MockMvcBuilderCustomizer firstByte() {
        return builder -> builder.addFilters(new FirstByte());
    }

    /** A fresh organisation that no other test knows. */
    public OrgId organisation(String name) {
        return organisation(name, OrganisationKind.HOTLINE);
    }

    public OrgId organisation(String name, OrganisationKind kind) {
        organisations.hotline(); // the first organisation of all takes the reports of the public: not one of these
        return organisations.add(name, kind);
    }

    /** A person of that organisation who has no way to sign in, as signed in. Nobody has invited them. */
    public SignedIn colleague(OrgId org, String name, Set<Role> roles) {
        var person = UUID.randomUUID();
        CurrentOrganisation.as(
                org,
                () -> transaction.executeWithoutResult(status -> {
                    db.sql("""
                        insert into person (id, org_id, name, state, created_at)
                        values (:id, :org, :name, 'GUEST', now())
                        """)
                            .param("id", person)
                            .param("org", org.value())
                            .param("name", name)
                            .update();
                    for (var role : roles) {
                        db.sql("insert into person_role (person_id, org_id, role) values (:id, :org, :role)")
                                .param("id", person)
                                .param("org", org.value())
                                .param("role", role.name())
                                .update();
                    }
                }));
        return new SignedIn(person, org, roles, name);
    }

    /** They may not sign in any more. */
    public void blocked(SignedIn person) {
        CurrentOrganisation.as(
                person.org(),
                () -> transaction.executeWithoutResult(
                        status -> db.sql("update person set state = 'BLOCKED' where id = :id")
                                .param("id", person.staff())
                                .update()));
    }

    /** As if one of them had invited the other at that time. */
    public void invited(SignedIn by, SignedIn person, Instant at) {
        CurrentOrganisation.as(
                person.org(),
                () -> transaction.executeWithoutResult(status -> db.sql("""
                        insert into person_admission (id, org_id, person_id, role, invited, admitted_by, admitted_at)
                        values (gen_random_uuid(), :org, :person, 'ADMINISTRATOR', true, :by, :at)
                        """)
                        .param("org", person.org().value())
                        .param("person", person.staff())
                        .param("by", by.staff())
                        .param("at", Timestamp.from(at))
                        .update()));
    }

    /** Gives a host a provider with an approved contact, so that nothing on it is held for want of one. */
    public void provider(OrgId org, String host) {
        String csv = "provider,host,email,language\nProvider of %s,%s,abuse@%s,en\n".formatted(host, host, host);
        CurrentOrganisation.as(org, () -> {
            try {
                providers.importCsv(
                        new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)),
                        "test",
                        ContactTrust.APPROVED,
                        AuditActor.person(UUID.randomUUID()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
