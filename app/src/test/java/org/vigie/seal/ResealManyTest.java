package org.vigie.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.database.DatabaseAccess;
import org.vigie.database.DatabaseAccess.Role;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.Figure;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** Sealing again where most organisations have nothing to seal. */
@Tag("figures")
@VigieTest
class ResealManyTest {
    private static final int MANY = Figure.rounds(2 * SealLimits.ORGANISATIONS_AT_ONCE, 9_000);
    private static final String NAME = "Passed over in a test";

    @Autowired
    private KeyCare care;

    @Autowired
    private ResealService reseal;

    @Autowired
    private Resealing resealing;

    @Autowired
    private KeyRotationService rotation;

    @Autowired
    private DataKeys dataKeys;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private DatabaseAccess access;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    void nothingIsLeftOfOthers() {
        care.reseal(Duration.ofMinutes(5));
    }

    /** Others that share the database go through all organisations, too. */
    @AfterEach
    void nothingIsLeftForOthers() throws SQLException {
        try (var owner = access.connect(Role.OWNER);
                var statement = owner.prepareStatement("delete from organisation where name = ?")) {
            statement.setString(1, NAME);
            statement.executeUpdate();
        }
    }

    @Test
    void organisationsWithNothingToSealArePassedOverManyAtATime() {
        OrgId busy = fixtures.organisation("Amongst many");
        UUID record = UUID.randomUUID();
        in(busy, () -> dataKeys.create(record));
        int without = steps();

        empty(MANY);

        // what is sealed under the present key is nothing to seal
        assertThat(steps() - without).isLessThanOrEqualTo(MANY / SealLimits.ORGANISATIONS_AT_ONCE + 1);
    }

    @Test
    void theOneAmongstThemThatHasSomethingIsFoundHoweverOftenOneIsStopped() {
        empty(MANY / 2);
        OrgId busy = fixtures.organisation("Amongst many");
        UUID record = UUID.randomUUID();
        in(busy, () -> dataKeys.create(record));
        empty(MANY / 2);
        care.rotate(KeyCare.Kind.EPOCHS);
        assertThat(isPresent(busy, record)).isFalse();

        int turns = 0;
        while (!care.reseal(Duration.ZERO).isDone()) { // as if stopped after every step
            turns++;
        }

        assertThat(isPresent(busy, record)).isTrue();
        assertThat(turns).isPositive();
        in(busy, () -> assertThat(dataKeys.find(record)).isPresent());
    }

    @Test
    void whoIsBoundToAnOrganisationDoesNotAskForOthers() {
        OrgId bound = fixtures.organisation("Bound");
        byte[] prefix = KeyMark.prefix(rotation.primary(KeyPurpose.COLUMNS));
        assertThatThrownBy(() -> in(
                        bound,
                        () -> db.sql("select first_to_reseal(array[:org]::uuid[], :prefix, :prefix, false, 1)")
                                .param("org", UUID.randomUUID())
                                .param("prefix", prefix)
                                .query(UUID.class)
                                .optional()))
                .rootCause()
                .hasMessageContaining("an organisation is bound");
    }

    @Test
    void nobodyIsBoundAfterwards() {
        OrgId one = fixtures.organisation("One");
        in(one, () -> dataKeys.create(UUID.randomUUID()));
        byte[] prefix = KeyMark.prefix(rotation.primary(KeyPurpose.COLUMNS));
        long seen = transaction.execute(status -> {
            db.sql("select first_to_reseal(array[:org]::uuid[], :prefix, :prefix, false, 0)")
                    .param("org", one.value())
                    .param("prefix", prefix)
                    .query(UUID.class)
                    .optional();
            return db.sql("select count(*) from data_key").query(Long.class).single();
        });
        assertThat(seen).isZero();
    }

    private int steps() {
        ResealPass pass = reseal.begin();
        int steps = 0;
        while (pass.isGoingOn()) {
            pass = resealing.step(pass, reseal.all());
            steps++;
        }
        return steps;
    }

    private void empty(int organisations) {
        transaction.executeWithoutResult(status ->
                db.sql("""
                        insert into organisation (id, name, kind)
                        select gen_random_uuid(), :name, 'PROVIDER' from generate_series(1, :number)
                        """).param("name", NAME).param("number", organisations).update());
    }

    private boolean isPresent(OrgId org, UUID record) {
        byte[] present = KeyMark.prefix(rotation.primary(KeyPurpose.EPOCHS));
        byte[] wrapped = CurrentOrganisation.inAllCompartments(
                org,
                () -> transaction.execute(status -> db.sql("select wrapped_sealed from data_key where record = :record")
                        .param("record", record)
                        .query(byte[].class)
                        .single()));
        return Arrays.equals(present, Arrays.copyOf(wrapped, present.length));
    }

    private void in(OrgId org, Runnable work) {
        CurrentOrganisation.inAllCompartments(org, () -> transaction.executeWithoutResult(status -> work.run()));
    }
}
