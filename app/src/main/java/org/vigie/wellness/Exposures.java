package org.vigie.wellness;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The exposure table. */
@Repository
class Exposures {
    private final JdbcClient db;

    Exposures(JdbcClient db) {
        this.db = db;
    }

    long count() {
        return db.sql("select count(*) from exposure").query(Long.class).single();
    }
}
