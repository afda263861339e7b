package org.vigie.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.command.ExitCode;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.note.LogProof;
import org.vigie.core.note.NoteKey;
import org.vigie.core.note.SignedNote;
import org.vigie.database.DatabaseAccess.Role;
import org.vigie.database.FileTree;
import org.vigie.database.OpenDatabase;

/** What others get of the log, and what they can tell by it with nothing but files: proofs, tiles, witnesses. */
class SharedLogTest {
    private static final AuditActor TEST = AuditActor.system("test");

    @TempDir
    private static Path folder;

    @TempDir
    private Path other;

    private static OpenDatabase database;
    private static OwnLog log;
    private static Path keys;

    @BeforeAll
    static void aLog() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        database = OpenDatabase.open(folder, null);
        OwnLog.migrate(database.access());
        log = new OwnLog(database.access(), folder.resolve("keys"), Clock.systemUTC(), 100);
        log.grow(1, 300);
        asAnOlderVersionLeftIt();
        log.grow(3, 110);
        keys = folder.resolve("log.keys");
        Files.writeString(
                keys,
                log.key.publicKeys(OwnLog.ORIGIN).stream().map(NoteKey::text).collect(Collectors.joining("\n")));
    }

    /** Before there were notes, kept roots of tiles, and a record of what was signed: all of this goes on from there. */
    private static void asAnOlderVersionLeftIt() throws Exception {
        try (Connection owner = database.access().connect(Role.OWNER);
                Statement statement = owner.createStatement()) {
            statement.execute("update audit_checkpoint set signed_note = null");
            statement.execute("delete from audit_node");
        }
        Files.delete(folder.resolve("keys").resolve(SigningRecord.FILE));
        assertThat(log.proofs.newest().orElseThrow().signatures()).hasSize(1);
    }

    @AfterAll
    static void close() throws IOException {
        log.close();
        database.close();
    }

    @Test
    void aProofOpensWithoutTheLogAndAChangedOneDoesNot() throws Exception {
        LogProof.OfEntry proof = log.proofs.ofEntry(100, TEST).orElseThrow();
        Path file = Files.writeString(other.resolve("entry.tlog-proof"), proof.text());
        Ran good = Ran.of("audit", "verify", "--proof", file.toString(), "--key", keys.toString());
        assertThat(good.exit()).isEqualTo(ExitCode.OK);
        assertThat(good.out()).contains("proves: entry", "item.matched", "log: " + OwnLog.ORIGIN);

        String salt = Objects.requireNonNull(proof.extra()).replace("\"count\":\"7\"", "\"count\":\"8\"");
        assertThat(salt).isNotEqualTo(proof.extra());
        for (LogProof changed : List.of(
                new LogProof.OfEntry(salt, proof.index(), proof.path(), proof.note()),
                new LogProof.OfEntry(proof.extra(), proof.index() + 1, proof.path(), proof.note()),
                new LogProof.OfEntry("{}", proof.index(), proof.path(), proof.note()),
                new LogProof.OfEntry(
                        proof.extra(),
                        proof.index(),
                        proof.path().subList(1, proof.path().size()),
                        proof.note()))) {
            Files.writeString(file, changed.text());
            assertThat(Ran.of("audit", "verify", "--proof", file.toString(), "--key", keys.toString())
                            .exit())
                    .isEqualTo(ExitCode.FINDINGS);
        }
        Path foreign = other.resolve("foreign");
        Ran.of("audit", "witness", "--new-key", OwnLog.ORIGIN, "--witness-key", foreign.toString());
        Path foreignKeys = Files.writeString(
                other.resolve("foreign.keys"),
                Ran.of("audit", "witness", "--show-key", "--witness-key", foreign.toString())
                        .out());
        Files.writeString(file, proof.text());
        Ran refused = Ran.of("audit", "verify", "--proof", file.toString(), "--key", foreignKeys.toString());
        assertThat(refused.exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(refused.out()).contains("NOT_SIGNED").doesNotContain("item.matched");
    }

    @Test
    void thatTheLogGrewIsShownByAFile() throws Exception {
        SignedNote before = log.proofs.newest().orElseThrow();
        long from = Checkpoint.parse(before.text()).orElseThrow().size();
        log.grow(1, 5);
        Path file = Files.writeString(
                other.resolve("growth"),
                log.proofs.ofGrowth(from, 0).orElseThrow().text());
        Path kept = Files.writeString(other.resolve("kept"), before.whole());
        Ran ran = Ran.of(
                "audit", "verify", "--proof", file.toString(), "--key", keys.toString(), "--since", kept.toString());
        assertThat(ran.exit()).isEqualTo(ExitCode.OK);
        assertThat(ran.out()).contains("proves: growth", "from: " + from);
        assertThat(Ran.of("audit", "verify", "--proof", file.toString(), "--key", keys.toString())
                        .exit())
                .isEqualTo(ExitCode.FINDINGS);
        assertThat(log.proofs.ofGrowth(from + 1_000_000, 0)).isEmpty();
        assertThat(log.proofs.ofGrowth(1, 2)).isEmpty();
    }

    @Test
    void aWitnessCosignsWhatGrewAndRefusesRollbackAndFork() throws Exception {
        Path secret = other.resolve("witness.key");
        assertThat(Ran.of("audit", "witness", "--new-key", "witness.example/one", "--witness-key", secret.toString())
                        .exit())
                .isEqualTo(ExitCode.OK);
        assertThat(Ran.of("audit", "witness", "--new-key", "witness.example/one", "--witness-key", secret.toString())
                        .exit())
                .isEqualTo(ExitCode.CONFLICT);
        Path tiles = other.resolve("tiles");
        log.tiles.export(tiles);
        Path old = other.resolve("old");
        OwnLog.copy(tiles, old);
        assertThat(look(secret, "--first", "--tiles", tiles.toString()).exit()).isEqualTo(ExitCode.OK);
        log.grow(2, 150);
        log.tiles.export(tiles);
        Ran cosigned = look(secret, "--tiles", tiles.toString());
        assertThat(cosigned.exit()).isEqualTo(ExitCode.OK);

        Ran rollback = look(secret, "--tiles", old.toString());
        assertThat(rollback.exit()).isEqualTo(ExitCode.CONFLICT);
        assertThat(rollback.err()).contains("ROLLBACK");
        assertThat(rollback.out()).isEmpty();
        Path note = Files.writeString(
                other.resolve("note"), log.proofs.newest().orElseThrow().whole());
        log.grow(1, 1);
        Path grown = Files.writeString(
                other.resolve("grown"), log.proofs.newest().orElseThrow().whole());
        assertThat(look(secret, "--checkpoint", grown.toString()).err()).contains("Nothing that leads");
        assertThat(look(secret, "--checkpoint", note.toString()).exit()).isEqualTo(ExitCode.OK);
        Files.writeString(grown, Files.readString(grown).replaceFirst("\n[0-9]+\n", "\n999999\n"));
        assertThat(look(secret, "--checkpoint", grown.toString()).exit()).isEqualTo(ExitCode.DENIED);

        takesBack(secret, cosigned);
        aForkShows(secret);
    }

    private void takesBack(Path secret, Ran cosigned) throws Exception {
        assertThat(log.cosignatures.add(cosigned.out(), TEST))
                .isEqualTo(new CosignatureService.Outcome.Refused(CosignatureService.Reason.UNKNOWN_WITNESS));
        Path witnessKeys = Files.writeString(
                other.resolve("witness.keys"),
                Ran.of("audit", "witness", "--show-key", "--witness-key", secret.toString())
                        .out());
        log.cosignatures.trust(NoteKey.parseAll(Files.readString(witnessKeys)), TEST);
        assertThat(log.cosignatures.add(cosigned.out(), TEST))
                .isInstanceOfSatisfying(
                        CosignatureService.Outcome.Added.class,
                        added -> assertThat(added.cosignatures()).hasSize(2));
        assertThat(log.cosignatures.newest()).singleElement().returns("witness.example/one", AuditCosignature::witness);
        Path proof = Files.writeString(
                other.resolve("cosigned.tlog-proof"),
                log.proofs.ofEntry(7, TEST).orElseThrow().text());
        assertThat(Ran.of(
                                "audit",
                                "verify",
                                "--proof",
                                proof.toString(),
                                "--key",
                                keys.toString(),
                                "--witness-key",
                                witnessKeys.toString())
                        .out())
                .contains("cosigned: [witness.example/one");
        assertThat(log.verification.verify().faults()).isEmpty();
    }

    /** The keys of the log sign another tree of the same size, as their thief would. */
    private void aForkShows(Path secret) throws Exception {
        Checkpoint seen =
                Checkpoint.parse(log.proofs.newest().orElseThrow().text()).orElseThrow();
        for (long more : List.of(0L, 5L)) {
            var forged = new Checkpoint(
                    OwnLog.ORIGIN, seen.size() + more, org.vigie.core.merkle.MerkleHash.ofLeaf(new byte[] {1}));
            SignedNote note = log.key.note(
                    forged, log.key.sign(forged.text()), Clock.systemUTC().instant());
            LogProof growth = new LogProof.OfGrowth(
                    seen.size(),
                    log.proofs.ofGrowth(seen.size() - 3, 0).orElseThrow().path(),
                    note);
            Path file = Files.writeString(other.resolve("forged" + more), growth.text());
            Path honest = Files.writeString(
                    other.resolve("honest" + more),
                    log.proofs.ofGrowth(head(), 0).orElseThrow().text());
            assertThat(look(secret, "--proof", honest.toString()).exit()).isEqualTo(ExitCode.OK);
            Ran fork = look(secret, "--proof", file.toString());
            assertThat(fork.exit()).isEqualTo(ExitCode.CONFLICT);
            // the larger one is no tree that anybody could show
            assertThat(fork.err()).contains(more == 0 ? "FORK" : "Nothing that leads to the signed root");
            assertThat(fork.out()).isEmpty();
        }
    }

    private long head() throws IOException {
        return Objects.requireNonNull(
                        Witness.read(other.resolve("state")).heads().get(OwnLog.ORIGIN))
                .size();
    }

    @Test
    void tilesAreWrittenOnceAndARunThatWasKilledIsRunAgain() throws Exception {
        Path tiles = other.resolve("tiles");
        var first = (TileExportService.Outcome.Written) log.tiles.export(tiles);
        assertThat(((TileExportService.Outcome.Written) log.tiles.export(tiles)).files())
                .isEqualTo(1);
        assertThat(tiles.resolve("tile/0/000")).hasSize(256 * 32);
        assertThat(tiles.resolve("tile/entries/000")).hasSize(256 * 35);
        Checkpoint head = Checkpoint.parse(
                        Files.readString(tiles.resolve("checkpoint")).replaceFirst("(?s)\n\n.*", "\n"))
                .orElseThrow();
        assertThat(head.size()).isEqualTo(first.size());
        var tree = new org.vigie.core.merkle.TileTree(new TileFolder(tiles), head.size());
        assertThat(tree.root(head.size())).isEqualTo(head.root());

        // killed before the checkpoint, with one tile not yet there
        FileTree.delete(tiles.resolve("tile/1"));
        Files.delete(tiles.resolve("tile/0/000"));
        Files.delete(tiles.resolve("checkpoint"));
        log.tiles.export(tiles);
        assertThat(tree.root(head.size())).isEqualTo(head.root());

        log.grow(1, 300);
        log.tiles.export(tiles);
        assertThat(tiles.resolve("tile/0/001")).exists();
        assertThat(tiles.resolve("tile/0/001.p")).doesNotExist();
        try (Stream<Path> files = Files.walk(tiles)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContain("subject", "item.matched");
            }
        }
        Files.writeString(
                tiles.resolve("checkpoint"),
                Files.readString(tiles.resolve("checkpoint")).replaceFirst("\n[0-9]+\n", "\n99999999\n"));
        assertThat(log.tiles.export(tiles)).isEqualTo(new TileExportService.Outcome.OtherLog(99_999_999));
    }

    @Test
    void aLogBehindAWebServerIsReadLikewise() throws Exception {
        Path tiles = other.resolve("tiles");
        log.tiles.export(tiles);
        var server = com.sun.net.httpserver.SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                tiles.toAbsolutePath(),
                com.sun.net.httpserver.SimpleFileServer.OutputLevel.NONE);
        server.start();
        try {
            Path secret = other.resolve("witness.key");
            Ran.of("audit", "witness", "--new-key", "witness.example/two", "--witness-key", secret.toString());
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            assertThat(look(secret, "--first", "--log-url", url).exit()).isEqualTo(ExitCode.OK);
            log.grow(1, 3);
            log.tiles.export(tiles);
            assertThat(look(secret, "--log-url", url + "/").exit()).isEqualTo(ExitCode.OK);
            assertThat(look(secret, "--log-url", url + "/tile").exit()).isEqualTo(ExitCode.NOT_FOUND);
        } finally {
            server.stop(0);
        }
    }

    /** An old copy of the database is put back, or its end is changed. Entries are written on; nothing is signed. */
    @Test
    void aDatabaseThatIsNotTheSignedOneIsNotSignedAnyMore() throws Exception {
        for (var kind : List.of(AuditConflict.Kind.BEHIND, AuditConflict.Kind.FORK)) {
            try (Connection owner = database.access().connect(Role.OWNER);
                    Statement statement = owner.createStatement()) {
                statement.execute("create table kept_tree as table audit_tree");
                statement.execute("create table kept_node as table audit_node");
                try {
                    if (kind == AuditConflict.Kind.FORK) {
                        statement.execute("update audit_node set hash = sha256('x') where place = 0");
                    } else {
                        statement.execute("delete from audit_tree where position >= 300");
                        statement.execute("delete from audit_node where place > 0");
                    }
                    long before = log.tree.newest().orElseThrow().size();
                    log.append("while in conflict");
                    assertThat(log.integrator.integrateAll()).isZero();
                    assertThat(log.tree.newest().orElseThrow().size()).isEqualTo(before);
                    assertThat(log.metrics.get("vigie.audit.conflict").gauge().value())
                            .isEqualTo(1);
                    assertThat(log.verification.verify().isSound()).isFalse();
                    try (Connection connection = database.access().connect(Role.VERIFIER)) {
                        assertThat(AuditStanding.conflict(folder, OwnLog.ORIGIN, connection))
                                .map(AuditConflict::kind)
                                .isEqualTo(Optional.of(kind));
                    }
                } finally {
                    for (String table : List.of("tree", "node")) {
                        statement.execute("delete from audit_" + table);
                        statement.execute("insert into audit_%1$s select * from kept_%1$s".formatted(table));
                        statement.execute("drop table kept_" + table);
                    }
                }
            }
        }
        assertThat(log.integrator.integrateAll()).isEqualTo(2);
        assertThat(log.metrics.get("vigie.audit.conflict").gauge().value()).isZero();
        assertThat(log.verification.verify().faults()).isEmpty();
    }

    @Test
    void whatWasSignedLastIsReadBackAndADamagedRecordStopsTheLog() throws Exception {
        Path file = folder.resolve("keys").resolve(SigningRecord.FILE);
        String honest = Files.readString(file);
        assertThat(LastSigned.parse(honest)).isPresent();
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        log.append("one more");
        try {
            for (String damaged : List.of("", honest.substring(0, honest.length() - 3), honest + "more\n")) {
                Files.writeString(file, damaged);
                assertThat(log.integrator.integrateAll()).isZero();
                assertThat(log.verification.verify().isSound()).isFalse();
            }
            Files.delete(file);
            assertThat(log.integrator.integrateAll()).isZero();
            Files.writeString(file, honest.replace(OwnLog.ORIGIN, "log.example/other"));
            assertThat(log.integrator.integrateAll()).isZero();
        } finally {
            Files.writeString(file, honest);
        }
        assertThat(log.integrator.integrateAll()).isEqualTo(1);
    }

    /** The machine is gone, and with it the file; keys and database come from backups. */
    @Test
    void aLogWhoseRecordWasLostGoesOnFromWhatAWitnessSaw() throws Exception {
        var signers = WitnessKeyFile.create(other.resolve("witness.key"), "witness.example/three");
        var stranger = WitnessKeyFile.create(other.resolve("stranger.key"), "stranger.example");
        log.cosignatures.trust(
                signers.stream().map(org.vigie.core.note.NoteSigner::key).toList(), TEST);
        log.integrator.integrateAll();
        var now = Clock.systemUTC().instant();
        SignedNote newest = log.proofs.newest().orElseThrow();
        SignedNote seen = newest.with(
                signers.stream().map(one -> one.sign(newest.text(), now)).toList());
        var more = new Checkpoint(OwnLog.ORIGIN, 1_000_000, org.vigie.core.merkle.MerkleHash.ofNothing());
        SignedNote beyond = log.key
                .note(more, log.key.sign(more.text()), now)
                .with(signers.stream().map(one -> one.sign(more.text(), now)).toList());
        assertThat(resume(seen)).isEqualTo(AuditResumeService.Outcome.NOT_NEEDED);

        Files.delete(folder.resolve("keys").resolve(SigningRecord.FILE));
        log.append("waits");
        assertThat(log.integrator.integrateAll()).isZero();
        assertThat(resume(newest.with(stranger.stream()
                        .map(one -> one.sign(newest.text(), now))
                        .toList())))
                .isEqualTo(AuditResumeService.Outcome.NOT_COSIGNED);
        assertThat(resume(beyond)).isEqualTo(AuditResumeService.Outcome.NOT_CONTAINED);
        assertThat(log.integrator.integrateAll()).isZero();
        assertThat(resume(seen)).isEqualTo(AuditResumeService.Outcome.RESUMED);
        assertThat(log.integrator.integrateAll()).isEqualTo(2);
        assertThat(log.verification
                        .verify(List.of(Checkpoint.parse(seen.text()).orElseThrow()))
                        .faults())
                .isEmpty();
    }

    private AuditResumeService.Outcome resume(SignedNote seen) {
        return log.inTransaction(() -> log.resuming.resume(seen, TEST));
    }

    private Ran look(Path secret, String... options) {
        return Ran.witness(other.resolve("state"), secret, keys, options);
    }
}
