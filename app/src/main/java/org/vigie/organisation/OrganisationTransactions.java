package org.vigie.organisation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/** Tells PostgreSQL at the beginning of each transaction whose rows it may show. */
class OrganisationTransactions extends JdbcTransactionManager {
    private static final long serialVersionUID = 1L;

    OrganisationTransactions(DataSource dataSource) {
        super(dataSource);
    }

    /** The setting is local to the transaction, so that a pooled connection never carries it over. */
    @Override
    protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
            throws SQLException {
        super.prepareTransactionalConnection(connection, definition);
        if (CurrentOrganisation.get().isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("select set_config('vigie.org', ?, true)")) {
            statement.setString(1, CurrentOrganisation.require().toString());
            statement.execute();
        }
    }
}
