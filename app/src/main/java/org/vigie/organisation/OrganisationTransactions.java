package org.vigie.organisation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/** Tells PostgreSQL at the beginning of each transaction whose rows it may show, and into which compartments. */
class OrganisationTransactions extends JdbcTransactionManager {
    private static final long serialVersionUID = 1L;

    private final transient Clock clock;

    OrganisationTransactions(DataSource dataSource, Clock clock) {
        super(dataSource);
        this.clock = clock;
    }

    /** The settings are local to the transaction, so that a pooled connection never carries them over. */
    @Override
    protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
            throws SQLException {
        super.prepareTransactionalConnection(connection, definition);
        if (CurrentOrganisation.get().isEmpty()) {
            return;
        }
        OrgId org = CurrentOrganisation.require();
        switch (CurrentOrganisation.reach()) {
            case Reach.Outside() -> set(connection, org, "", "");
            case Reach.All() -> set(connection, org, "", "all");
            case Reach.Person(UUID person) -> {
                set(connection, org, person.toString(), "");
                setCompartments(connection, person);
            }
        }
    }

    private static void set(Connection connection, OrgId org, String person, String compartments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select set_config('vigie.org', ?, true), set_config('vigie.person', ?, true),"
                        + " set_config('vigie.compartments', ?, true)")) {
            statement.setString(1, org.toString());
            statement.setString(2, person);
            statement.setString(3, compartments);
            statement.execute();
        }
    }

    /** Asked anew for each transaction: who was let in or put out sees it with the next page. */
    private void setCompartments(Connection connection, UUID person) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select set_config('vigie.compartments', compartments_of(?, ?), true)")) {
            statement.setObject(1, person);
            statement.setTimestamp(2, Timestamp.from(clock.instant()));
            statement.execute();
        }
    }
}
