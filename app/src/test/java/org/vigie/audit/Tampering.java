package org.vigie.audit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.merkle.MerkleFrontier;
import org.vigie.core.merkle.MerkleHash;
import org.vigie.core.merkle.Tile;
import org.vigie.core.note.SignedNote;
import org.vigie.seal.CheckpointKey;

/** One random change of a log, as somebody makes it who owns the tables. */
final class Tampering extends OwnerSql {
    /** Checks that would refuse some of it; whoever owns the tables takes them away first. */
    static final List<String> CONSTRAINTS = List.of(
            "alter table audit_leaf drop constraint audit_leaf_entry_fkey",
            "alter table audit_pending drop constraint audit_pending_entry_fkey",
            "alter table audit_tree drop constraint audit_tree_entry_fkey",
            "alter table audit_tree drop constraint audit_tree_entry_key",
            "alter table audit_cosignature drop constraint audit_cosignature_size_fkey",
            "alter table erasure alter column org_id drop not null",
            "alter table erasure no force row level security");

    private final OwnLog log;
    private final Random random;

    Tampering(Connection connection, OwnLog log, Random random) {
        super(connection);
        this.log = log;
        this.random = random;
    }

    enum Kind {
        EDIT_ENTRY,
        BURN_WITH_ENTRY,
        EDIT_SALT,
        EDIT_LEAF,
        EDIT_TREE,
        EDIT_NODE,
        DELETE_ENTRY,
        DELETE_LEAF,
        DELETE_POSITION,
        DELETE_NODE,
        DELETE_CHECKPOINT,
        DELETE_OLDER_CHECKPOINT,
        DELETE_COSIGNATURE,
        DELETE_COSIGNED_CHECKPOINT,
        INSERT_ENTRY_IN_THE_MIDDLE,
        INSERT_ENTRY_WITHOUT_LEAF,
        INSERT_CHECKPOINT,
        SWAP_POSITIONS,
        SWAP_ENTRIES,
        TRUNCATE,
        FORK,
        FORK_WITH_THE_KEYS,
        ROLLBACK_WITH_THE_RECORD,
        RESIGN_WITH_ANOTHER_KEY,
        DROP_A_SIGNATURE,
        EDIT_SIGNATURE,
        CLOCK_BACK_OF_ENTRY,
        CLOCK_BACK_OF_CHECKPOINT,
        EDIT_COSIGNATURE,
        EDIT_EDGE
    }

    /** Does it. Returns what was done, for a failure's message. */
    String make(Kind kind) throws Exception {
        long size = one("select max(position) + 1 from audit_tree");
        long position = random.nextLong(size);
        long entry = one("select entry from audit_tree where position = " + position);
        long checkpoint = one("select size from audit_checkpoint order by random() limit 1");
        return switch (kind) {
            case EDIT_ENTRY -> edit(entry);
            case BURN_WITH_ENTRY -> burn(entry);
            case EDIT_SALT -> run("update audit_entry set salt = %s where id = %d".formatted(bytes(), entry));
            case EDIT_LEAF -> run("update audit_leaf set commitment = %s where entry = %d".formatted(bytes(), entry));
            case EDIT_TREE ->
                run("update audit_tree set leaf_hash = %s where position = %d".formatted(bytes(), position));
            case EDIT_NODE -> run("update audit_node set hash = %s where level = 1 and place = 0".formatted(bytes()));
            case DELETE_ENTRY,
                    DELETE_LEAF,
                    DELETE_POSITION,
                    DELETE_NODE,
                    DELETE_CHECKPOINT,
                    DELETE_OLDER_CHECKPOINT,
                    DELETE_COSIGNATURE -> delete(kind, entry, position);
            case DELETE_COSIGNED_CHECKPOINT -> deleteCosigned();
            case INSERT_ENTRY_IN_THE_MIDDLE -> insert(position);
            case INSERT_ENTRY_WITHOUT_LEAF -> "entry " + newEntry();
            case INSERT_CHECKPOINT -> insertCheckpoint(size);
            case SWAP_POSITIONS -> swap(position, (position + 1 + random.nextLong(size - 1)) % size);
            case SWAP_ENTRIES -> swapEntries(entry);
            case TRUNCATE -> truncate(random.nextLong(size));
            case FORK -> rewrite(position, CheckpointKey.in(foreignKeys()), false);
            case FORK_WITH_THE_KEYS -> rewrite(random.nextLong(size - 5), log.key, true);
            case ROLLBACK_WITH_THE_RECORD -> rollback();
            case RESIGN_WITH_ANOTHER_KEY -> resign(checkpoint);
            case DROP_A_SIGNATURE -> dropSignature(checkpoint);
            case EDIT_SIGNATURE -> run("""
                        update audit_checkpoint set signature = set_byte(signature, %1$d, get_byte(signature, %1$d) # %2$d)
                        where size = %3$d
                        """.formatted(random.nextInt(69), 1 + random.nextInt(255), checkpoint));
            case CLOCK_BACK_OF_ENTRY ->
                run("update audit_entry set at = at - interval '%d seconds' where id = %d"
                        .formatted(1 + random.nextInt(100_000), entry));
            case CLOCK_BACK_OF_CHECKPOINT ->
                run("update audit_checkpoint set at = at - interval '%d seconds' where size = %d"
                        .formatted(1 + random.nextInt(100_000), checkpoint));
            case EDIT_COSIGNATURE ->
                run(
                        random.nextBoolean()
                                ? "update audit_cosignature set witness = 'witness.example/two'"
                                : "update audit_cosignature set at = at + interval '1 second'");
            case EDIT_EDGE ->
                run("update audit_checkpoint set edge = %s where size = %d".formatted(bytes(), checkpoint));
        };
    }

    private String edit(long entry) throws SQLException {
        List<String> changes = List.of(
                "act = 'item.dismissed'",
                "facts = '{\"count\": \"8\"}'",
                "facts = facts || '{\"more\": \"1\"}'",
                "actor_id = 'someone'",
                "actor_kind = 'public'",
                "subjects = array['%d']".formatted(random.nextInt()),
                "subjects = subjects || array['one more'], subject_salts = subject_salts || array[sha256('x')]");
        return run("update audit_entry set %s where id = %d"
                .formatted(changes.get(random.nextInt(changes.size())), entry));
    }

    /**
     * An entry is rewritten and said to be burnt, by an entry that has its leaf and waits for its place as honest ones do; with or
     * without an erasure, in the form of now or in the one before.
     */
    private String burn(long entry) throws SQLException {
        boolean isErased = random.nextBoolean();
        boolean isOfBefore = random.nextBoolean();
        AuditEntry was = stored(entry);
        UUID record = UUID.randomUUID();
        if (isErased) {
            run("""
            insert into erasure (id, org_id, kind, record, cause, at, reason_sealed)
            values (gen_random_uuid(), null, 'TEST', '%s', 'ASKED', now(), 'x')
            """.formatted(record));
        }
        // with all that belongs to an erasure, what is left must be a lie to be found
        AuditAct rewritten = new AuditAct(
                isErased ? "item.dismissed" : was.act().act(),
                was.act().actor(),
                was.act().subjects(),
                was.act().facts());
        AuditEntry left = new AuditEntry(
                        was.org(), was.at(), rewritten, was.salt(), isOfBefore ? null : was.subjectSalts())
                .without(was.act().subjects());
        var by = AuditActor.system("test");
        long erasure = log.entriesOn(connection)
                .add(AuditEntry.fresh(
                        null,
                        was.at(),
                        new AuditAct("record.erased", by, List.of(record.toString()), Map.of("kind", "TEST"))));
        long said = log.entriesOn(connection)
                .add(AuditEntry.fresh(
                        null,
                        was.at(),
                        new AuditAct(
                                AuditBurnService.ACT,
                                by,
                                List.of(),
                                Map.of(
                                        AuditBurnService.ERASURE,
                                        Long.toString(erasure),
                                        AuditBurnService.fact(entry),
                                        AuditBurnService.said(left)))));
        run("update audit_entry set act = '%s' where id = %d".formatted(rewritten.act(), entry));
        log.entriesOn(connection).burn(entry, left, said);
        return "burnt with%s an erasure%s: %d"
                .formatted(isErased ? "" : "out", isOfBefore ? " in the form before" : "", entry);
    }

    private String delete(Kind kind, long entry, long position) throws SQLException {
        return run(
                switch (kind) {
                    case DELETE_ENTRY -> "delete from audit_entry where id = " + entry;
                    case DELETE_LEAF -> "delete from audit_leaf where entry = " + entry;
                    case DELETE_POSITION -> "delete from audit_tree where position = " + position;
                    case DELETE_NODE -> "delete from audit_node where level = 1 and place = 0";
                    case DELETE_OLDER_CHECKPOINT -> """
                            delete from audit_checkpoint where size = (
                                select size from audit_checkpoint where size < (select max(size) from audit_checkpoint)
                                    and size not in (select size from audit_cosignature)
                                order by random() limit 1)
                            """;
                    case DELETE_COSIGNATURE ->
                        "delete from audit_cosignature"
                                + " where key_id = (select key_id from audit_cosignature order by random() limit 1)";
                    default -> "delete from audit_checkpoint where size = (select max(size) from audit_checkpoint)";
                });
    }

    /** A checkpoint that a witness cosigned, with what it put under it or without. */
    private String deleteCosigned() throws SQLException {
        long size = one("select max(size) from audit_cosignature");
        if (random.nextBoolean()) {
            run("delete from audit_cosignature where size = " + size);
        }
        return run("delete from audit_checkpoint where size = " + size);
    }

    private String dropSignature(long checkpoint) throws SQLException {
        String without = random.nextBoolean() ? "null" : "regexp_replace(signed_note, '[^\n]*\n$', '')";
        return run("update audit_checkpoint set signed_note = %s where size = %d".formatted(without, checkpoint));
    }

    private String insert(long position) throws SQLException {
        run("update audit_tree set position = position + 1000000 where position >= " + position);
        run("update audit_tree set position = position - 999999 where position >= 1000000");
        long entry = newEntry();
        byte[] commitment = new byte[32];
        random.nextBytes(commitment);
        String hex = java.util.HexFormat.of().formatHex(commitment);
        run("insert into audit_leaf (entry, commitment) values (%d, '\\x%s')".formatted(entry, hex));
        return run("insert into audit_tree (position, entry, leaf_hash) values (%d, %d, '\\x%s')"
                .formatted(position, entry, MerkleHash.ofLeaf(commitment)));
    }

    private long newEntry() throws SQLException {
        return one("""
                insert into audit_entry (at, act, actor_kind, actor_id, subjects, facts, salt)
                values (now(), 'item.matched', 'system', 'test', '{}', '{}', %s) returning id
                """.formatted(bytes()));
    }

    private String insertCheckpoint(long size) throws SQLException {
        return run("""
                insert into audit_checkpoint (size, root, edge, at, note, signature, signed_note)
                select size + %d, root, edge, at, note, signature, signed_note from audit_checkpoint
                where size = (select max(size) from audit_checkpoint)
                """.formatted(1 + random.nextLong(size)));
    }

    private String swap(long one, long other) throws SQLException {
        run("update audit_tree set position = -1 - position + 2000000 where position in (%d, %d)"
                .formatted(one, other));
        return run("""
                update audit_tree set position = case when position = 1999999 - %1$d then %2$d else %1$d end
                where position > 1000000
                """.formatted(one, other));
    }

    private String swapEntries(long entry) throws SQLException {
        long other = one("select id from audit_entry where id <> %d order by random() limit 1".formatted(entry));
        run("update audit_leaf set entry = -entry where entry in (%d, %d)".formatted(entry, other));
        return run("update audit_leaf set entry = case when entry = -%1$d then %2$d else %1$d end where entry < 0"
                .formatted(entry, other));
    }

    /** The end goes, with all that belongs to it. */
    private String truncate(long size) throws SQLException {
        any("delete from audit_cosignature where size > " + size);
        run("delete from audit_checkpoint where size > " + size);
        run("delete from audit_leaf where entry in (select entry from audit_tree where position >= %d)"
                .formatted(size));
        run("delete from audit_entry where id in (select entry from audit_tree where position >= %d)".formatted(size));
        any("delete from audit_node where level = 1 and (place + 1) * 256 > " + size);
        return run("delete from audit_tree where position >= " + size);
    }

    /** The end goes back to a checkpoint, and the file that remembers with it: only a witness can tell. */
    private String rollback() throws SQLException {
        long size = one("select size from audit_checkpoint where size < 300 order by random() limit 1");
        truncate(size);
        MerkleHash root = MerkleHash.of(read("select root from audit_checkpoint where size = " + size));
        LastSigned.Head head = new LastSigned.Head(size, root);
        log.record.write(new LastSigned(OwnLog.ORIGIN, 1, head, head, LastSigned.UNCOUNTED));
        return "back to " + size;
    }

    /** Another entry from there on, and everything after it computed and signed anew. */
    private String rewrite(long position, CheckpointKey key, boolean alsoTheRecord) throws Exception {
        long entry = one("select entry from audit_tree where position = " + position);
        edit(entry);
        AuditEntry changed = stored(entry);
        run("update audit_leaf set commitment = '\\x%s' where entry = %d"
                .formatted(java.util.HexFormat.of().formatHex(changed.commitment()), entry));
        run("update audit_tree set leaf_hash = '\\x%s' where position = %d"
                .formatted(MerkleHash.ofLeaf(changed.commitment()), position));
        any("delete from audit_cosignature");
        MerkleFrontier tree = MerkleFrontier.empty();
        try (PreparedStatement query = connection.prepareStatement("""
                        select t.leaf_hash, c.at from audit_tree t left join audit_checkpoint c on c.size = t.position + 1
                        order by t.position
                        """);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                tree.append(MerkleHash.of(row.getBytes(1)));
                if (tree.size() == Tile.WIDTH_FULL) {
                    run("update audit_node set hash = '\\x%s'".formatted(tree.root()));
                }
                if (row.getObject(2) != null) {
                    sign(
                            tree,
                            key,
                            row.getObject(2, java.time.OffsetDateTime.class).toInstant());
                }
            }
        }
        if (alsoTheRecord) {
            LastSigned.Head head = new LastSigned.Head(tree.size(), tree.root());
            log.record.write(new LastSigned(OwnLog.ORIGIN, 1, head, head, LastSigned.UNCOUNTED));
        }
        return "rewritten from " + position;
    }

    private void sign(MerkleFrontier tree, CheckpointKey key, Instant at) throws SQLException {
        Checkpoint head = new Checkpoint(OwnLog.ORIGIN, tree.size(), tree.root());
        byte[] signature = key.sign(head.text());
        update(tree.size(), head, tree.edge(), signature, key.note(head, signature, at), at);
    }

    private String resign(long size) throws Exception {
        CheckpointKey key = CheckpointKey.in(foreignKeys());
        String note = text("select note from audit_checkpoint where size = " + size);
        Checkpoint head = Checkpoint.parse(note).orElseThrow();
        byte[] signature = key.sign(note);
        Instant at = Instant.now().minus(Duration.ofMinutes(1));
        byte[] edge = read("select edge from audit_checkpoint where size = " + size);
        update(size, head, edge, signature, key.note(head, signature, at), at);
        return "signed by another: " + size;
    }

    private void update(long size, Checkpoint head, byte[] edge, byte[] signature, SignedNote note, Instant at)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update audit_checkpoint set root = ?, edge = ?, note = ?, signature = ?, signed_note = ?, at = ? where size = ?
                """)) {
            update.setBytes(1, head.root().bytes());
            update.setBytes(2, edge);
            update.setString(3, head.text());
            update.setBytes(4, signature);
            update.setString(5, note.whole());
            update.setObject(6, at.atOffset(ZoneOffset.UTC));
            update.setLong(7, size);
            update.executeUpdate();
        }
    }

    private static Path foreignKeys() throws java.io.IOException {
        if (FOREIGN.get() == null) {
            FOREIGN.set(java.nio.file.Files.createTempDirectory("vigie-foreign-keys"));
        }
        return FOREIGN.get();
    }

    private static final AtomicReference<Path> FOREIGN = new AtomicReference<>();

    private AuditEntry stored(long entry) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select * from audit_entry where id = " + entry);
                ResultSet row = query.executeQuery()) {
            row.next();
            return EntryText.stored(row, new tools.jackson.databind.json.JsonMapper());
        }
    }

    private String bytes() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return "'\\x" + java.util.HexFormat.of().formatHex(bytes) + "'";
    }
}
