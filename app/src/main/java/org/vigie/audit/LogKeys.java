package org.vigie.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.note.NoteKey;
import org.vigie.core.note.NoteSignature;
import org.vigie.core.note.SignedNote;
import org.vigie.database.AtomicFile;
import org.vigie.seal.CheckpointKey;

/**
 * The public keys of the log, those of now and those of before, each with the checkpoints for which it counts. They lie in a file
 * beside the private ones: whoever may write there can sign anyway, and whoever owns the tables cannot, so that nobody makes a key of
 * their own one of the log's. A key that was lost is still known by its public half, and one that was stolen signs nothing new.
 */
class LogKeys {
    /** Its name in the directory of the keys. */
    static final String FILE = "checkpoint-keys";

    private static final String FIRST_LINE = "public keys of the audit log, version 1";

    /** Keys of a log over its life; each change of keys leaves two. */
    static final int KEYS_MAX = 1000;

    private final Path file;
    private final CheckpointKey key;
    private final String origin;

    /**
     * The keys of a log.
     *
     * @param keys where the keys are
     * @param key that signs now
     * @param origin the log's name
     */
    LogKeys(Path keys, CheckpointKey key, String origin) {
        file = keys.resolve(FILE);
        this.key = key;
        this.origin = origin;
    }

    /**
     * All of them. Before the file is there, those of now count for everything.
     *
     * @throws DamagedKeys when the file says what was never written to it
     */
    List<LogKey> all() {
        try {
            return Files.exists(file) ? parse(Files.readString(file)) : ofNow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that sign now, for everything. */
    List<LogKey> ofNow() {
        return key.halves().stream().map(half -> LogKey.inUse(half, 0)).toList();
    }

    private static List<LogKey> parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty()
                || !lines.getFirst().equals(FIRST_LINE)
                || lines.size() > KEYS_MAX + 1
                || !text.endsWith("\n")) {
            throw new DamagedKeys(null);
        }
        try {
            return lines.subList(1, lines.size()).stream().map(LogKey::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new DamagedKeys(e);
        }
    }

    /**
     * Takes up which keys sign now, before they do. What is not among them any more counts up to the checkpoint that was signed last,
     * whether it was replaced or lost. Called while nobody else signs.
     *
     * @param size of the last checkpoint, 0 before the first
     * @return whether there are other keys than before
     */
    boolean settle(long size) {
        List<LogKey> before = all();
        List<CheckpointKey.Half> now = key.halves();
        List<LogKey> after = new ArrayList<>();
        for (LogKey one : before.stream().map(key -> key.inTreeOf(size)).toList()) {
            if (!one.isInUse() || now.contains(one.half())) {
                after.add(one);
            } else if (one.after() < size) {
                after.add(new LogKey(one.half(), one.after(), size));
            }
        }
        now.stream()
                .filter(half -> before.stream()
                        .noneMatch(one -> one.isInUse() && one.half().equals(half)))
                .forEach(half -> after.add(LogKey.inUse(half, size)));
        boolean isChanged = !after.equals(before);
        if (isChanged || !Files.exists(file)) {
            write(after);
        }
        return isChanged;
    }

    /**
     * Takes up keys from before this file, which somebody else has kept. Those of now then count for what is newer only.
     *
     * @param former keys of which none is there yet
     */
    void adopt(List<LogKey> former) {
        List<LogKey> all = new ArrayList<>(former);
        for (LogKey one : all()) {
            long after = former.stream()
                    .filter(old -> old.half().type() == one.half().type())
                    .mapToLong(LogKey::until)
                    .filter(until -> until < one.until())
                    .reduce(one.after(), Math::max);
            all.add(new LogKey(one.half(), after, one.until()));
        }
        write(all);
    }

    private void write(List<LogKey> keys) {
        if (keys.size() > KEYS_MAX) {
            throw new IllegalStateException("more than %d keys of the audit log".formatted(KEYS_MAX));
        }
        String lines = keys.stream().map(one -> one.text() + "\n").collect(Collectors.joining());
        try {
            AtomicFile.writeSecret(file, FIRST_LINE + "\n" + lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Up to which size the checkpoints bear a signature by a key that is not in use any more. */
    long changedAt() {
        return all().stream()
                .filter(LogKey::isInUse)
                .mapToLong(LogKey::after)
                .max()
                .orElse(0);
    }

    /** What others check a note of that size with. */
    List<NoteKey> of(long size) {
        return all().stream()
                .filter(one -> one.isOf(size))
                .map(one -> one.named(origin))
                .toList();
    }

    /** What others check our notes of from now on with: one key of each kind. */
    List<NoteKey> publicKeys() {
        return key.publicKeys(origin);
    }

    /** A checkpoint of the first versions as a note: with the one signature that it has. */
    SignedNote note(Checkpoint checkpoint, byte[] signature) {
        NoteSignature line = all().stream()
                .filter(one -> one.isOf(checkpoint.size()))
                .flatMap(one -> one.signature(origin, signature).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a stored checkpoint is signed by no key of this log"));
        return new SignedNote(checkpoint.text(), List.of(line));
    }

    /** The file says something else than was ever written to it. */
    static final class DamagedKeys extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DamagedKeys(@Nullable Throwable cause) {
            super("the file keys/%s is damaged".formatted(FILE), cause);
        }
    }
}
