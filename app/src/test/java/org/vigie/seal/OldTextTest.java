package org.vigie.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.provider.ProviderService;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** Texts that a former version kept plain. */
@VigieTest
class OldTextTest {
    private static final int MORE_THAN_A_BATCH = SealLimits.RESEALED_AT_ONCE + 5;

    @Autowired
    private OldTextStart start;

    @Autowired
    private OldTextService texts;

    @Autowired
    private ProviderService providers;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void areSealedByTheNextStartAndReadAsBefore() {
        OrgId org = fixtures.organisation("Plain contacts");
        fixtures.provider(org, "plain.example");
        UUID provider = in(
                org,
                () -> db.sql("select provider_id from provider_contact")
                        .query(UUID.class)
                        .single());
        in(org, () -> {
            for (int number = 0; number < MORE_THAN_A_BATCH; number++) {
                db.sql("""
                        insert into provider_contact (id, org_id, provider_id, email, language, source, created_at)
                        values (:id, :org, :provider, :email, 'en', 'before', now())
                        """)
                        .param("id", UUID.randomUUID())
                        .param("org", org.value())
                        .param("provider", provider)
                        .param("email", "desk" + number + "@plain.example")
                        .update();
            }
            return db.sql(
                            "update provider_contact set email = 'abuse@plain.example', email_sealed = null, email_mac = null"
                                    + " where approved_at is not null")
                    .update();
        });
        transaction.executeWithoutResult(
                status -> db.sql("update sealed_since set done_at = null where table_name = 'provider_contact'")
                        .update());

        CurrentOrganisation.inAllCompartments(org, () -> texts.batch(contacts())); // broken off after the first batch
        assertThat(plain(org)).isEqualTo(6);
        start.afterSingletonsInstantiated();

        assertThat(plain(org)).isZero();
        assertThat(texts.open()).isEmpty();
        assertThat(CurrentOrganisation.as(org, () -> providers.contactFor("www.plain.example", null)))
                .hasValueSatisfying(contact -> assertThat(contact.email()).isEqualTo("abuse@plain.example"));
        fixtures.provider(org, "plain.example"); // the same line again finds it by its code
        assertThat(in(
                        org,
                        () -> db.sql("select count(*) from provider_contact")
                                .query(Integer.class)
                                .single()))
                .isEqualTo(MORE_THAN_A_BATCH + 1);
    }

    private OldTexts.Column contacts() {
        return texts.open().stream()
                .filter(column -> column.table().equals("provider_contact"))
                .findFirst()
                .orElseThrow();
    }

    private int plain(OrgId org) {
        return in(
                org,
                () -> db.sql("select count(*) from provider_contact where email is not null")
                        .query(Integer.class)
                        .single());
    }

    private <T> T in(OrgId org, Supplier<T> work) {
        return CurrentOrganisation.as(org, () -> transaction.execute(status -> work.get()));
    }
}
