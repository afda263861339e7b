package org.vigie.audit;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.database.DatabaseAccess;
import org.vigie.database.DatabaseAccess.Role;
import org.vigie.seal.CheckpointKey;
import org.vigie.seal.CheckpointSamples;
import org.vigie.testing.OldDatabase;
import tools.jackson.databind.json.JsonMapper;

/** The audit log on a database of its own, put together by hand: it starts in a moment, and what is done to it harms no other test. */
final class OwnLog implements AutoCloseable {
    static final String ORIGIN = "log.example/audit";

    final DatabaseAccess access;
    final AuditTree tree;
    final AuditEntries entries;
    final AuditIntegrator integrator;
    final AuditVerification verification;
    final AuditLines lines;
    final AuditProofService proofs;
    final TileExportService tiles;
    final CosignatureService cosignatures;
    final AuditResumeService resuming;
    final SigningRecord record;
    final CheckpointKey key;
    final LogKeyService keys;
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final HikariDataSource pool = new HikariDataSource();
    private final TransactionTemplate transaction;
    private final Clock clock;

    OwnLog(DatabaseAccess access, Path keys, Clock clock, int batch) throws Exception {
        this.access = access;
        this.clock = clock;
        pool.setJdbcUrl(access.url());
        pool.setUsername(Role.APP.user());
        pool.setPassword(access.password(Role.APP));
        pool.setMaximumPoolSize(4);
        pool.setMinimumIdle(1);
        transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
        var db = JdbcClient.create(pool);
        var json = new JsonMapper();
        var settings = new AuditSettings(false, Duration.ofSeconds(1), batch, ORIGIN);
        var witnesses = new WitnessKeys(keys);
        key = CheckpointKey.in(keys);
        record = new SigningRecord(keys);
        tree = new AuditTree(db);
        entries = new AuditEntries(db, json);
        var logKeys = new LogKeys(keys, key, ORIGIN);
        var service = new AuditService(entries, clock);
        this.keys = new LogKeyService(
                tree, logKeys, record, CheckpointSamples.rotation(keys, db, clock), service, settings);
        integrator = new AuditIntegrator(tree, settings, key, this.keys, record, transaction, clock, metrics);
        verification = new AuditVerification(access, logKeys, record, witnesses, settings, json);
        lines = new AuditLines(db, json);
        var kept = new Cosignatures(db);
        proofs = new AuditProofService(tree, lines, kept, service, settings, logKeys, json);
        tiles = new TileExportService(tree, proofs);
        cosignatures = new CosignatureService(kept, witnesses, tree, service, clock);
        resuming = new AuditResumeService(tree, record, witnesses, service, settings, logKeys);
    }

    static void migrate(DatabaseAccess access) {
        OldDatabase.migrate(access, "latest");
    }

    /** One entry of the platform, on disk when this returns. */
    void append(String subject) {
        var act = new AuditAct("item.matched", AuditActor.system("test"), List.of(subject), Map.of("count", "7"));
        transaction.executeWithoutResult(status -> entries.add(AuditEntry.fresh(null, clock.instant(), act)));
    }

    /** As the application's role, in the transaction that is open. */
    void run(String sql) {
        new JdbcTemplate(pool).execute(sql);
    }

    /** The table of entries as somebody reaches it through another connection. */
    AuditEntries entriesOn(Connection connection) {
        return new AuditEntries(JdbcClient.create(new SingleConnectionDataSource(connection, true)), new JsonMapper());
    }

    /** With what the log's services are called in the application. */
    <T> T inTransaction(java.util.function.Supplier<T> work) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> work.get()));
    }

    /** So many entries, with a checkpoint after each group. */
    void grow(int groups, int inAGroup) {
        for (int group = 0; group < groups; group++) {
            for (int i = 0; i < inAGroup; i++) {
                append("subject " + i);
            }
            integrator.integrateAll();
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /** A folder as it is now. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
