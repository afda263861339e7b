package org.vigie.seal.opener;

import com.google.crypto.tink.KeysetHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.vigie.seal.OpenerRules;
import org.vigie.seal.file.KeyFile;

/**
 * How private keys come and go, by the opener's own rules. A key that is given up lies in a second file for a time of grace,
 * opens nothing there, and is brought back by who has the opener's account, or erased.
 *
 * <p>Each change writes what it adds before it takes anything away, file by file, so that a kill at any moment leaves each key in
 * one of the two files or in both; one that is in both is in use. Several openers may hold one folder: a lock keeps them apart.
 */
final class KeyLife {
    /** The lock of a file keeps other processes out, not other threads of this one. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final Path folder;
    private final PrivateTipKeys keys;
    private final OpenerRules rules;
    private final InstantSource clock;
    private final Runnable beforeWriting;

    /** What came of a change. */
    sealed interface Change {
        /** It is done, or was before. */
        record Done() implements Change {}

        /** The rules allow it after that time. */
        record TooSoon(Duration left) implements Change {}

        /** It is none that makes sense. */
        record Refused() implements Change {}
    }

    KeyLife(Path folder, PrivateTipKeys keys, OpenerRules rules, InstantSource clock) {
        this(folder, keys, rules, clock, () -> {});
    }

    /** @param beforeWriting runs before each file is written; a test is killed there */
    KeyLife(Path folder, PrivateTipKeys keys, OpenerRules rules, InstantSource clock, Runnable beforeWriting) {
        this.folder = folder;
        this.keys = keys;
        this.rules = rules;
        this.clock = clock;
        this.beforeWriting = beforeWriting;
    }

    /** A new key for what is sealed from now on. */
    Change rotated(UUID org) throws IOException, GeneralSecurityException {
        return locked(() -> {
            KeysetHandle old = keys.all(org);
            KeyNotes notes = noted(org, old);
            Instant now = clock.instant();
            Instant newest = notes.since(old.getPrimary().getId());
            Instant from = newest.plus(rules.rotateEvery());
            if (now.isBefore(from)) {
                return new Change.TooSoon(Duration.between(now, from));
            }
            KeysetHandle next = keys.withFresh(old);
            write(org, notes.with(next.getPrimary().getId(), now));
            replace(org, next);
            return new Change.Done();
        });
    }

    /**
     * Gives keys up. Nothing is done when the newest is another than the asker believes.
     *
     * @param numbers four bytes each: that of the newest, then those that go
     */
    Change retired(UUID org, byte[] numbers) throws IOException, GeneralSecurityException {
        return locked(() -> {
            KeysetHandle all = keys.all(org);
            Set<Integer> going = going(all, numbers);
            if (going.isEmpty()) {
                return new Change.Refused();
            }
            KeyNotes notes = noted(org, all);
            Instant now = clock.instant();
            List<KeyNotes.Kept> kept = new ArrayList<>();
            KeysetHandle.Builder left = KeysetHandle.newBuilder();
            Duration wait = Duration.ZERO;
            for (int place = 0; place < all.size(); place++) {
                KeysetHandle.Entry entry = all.getAt(place);
                int id = entry.getId();
                if (entry.isPrimary() || !going.contains(id)) {
                    left.addEntry(copy(entry, entry.isPrimary()));
                } else {
                    kept.add(new KeyNotes.Kept(id, now, KeyFile.text(alone(entry))));
                    wait = longer(wait, Duration.between(now, notes.since(id).plus(rules.retireAge())));
                }
            }
            if (wait.isPositive()) {
                return new Change.TooSoon(wait);
            }
            if (kept.isEmpty()) {
                return new Change.Done();
            }
            if (notes.kept().size() + kept.size() > OpenerLimits.KEPT_MAX) {
                return new Change.Refused();
            }
            write(org, notes.keeping(kept));
            replace(org, left.build());
            return new Change.Done();
        });
    }

    /** The numbers of those that go, with that of the newest; empty when the question makes no sense. */
    private static Set<Integer> going(KeysetHandle all, byte[] numbers) {
        List<Integer> asked = new ArrayList<>();
        for (ByteBuffer bytes = ByteBuffer.wrap(numbers); bytes.remaining() >= Integer.BYTES; ) {
            asked.add(bytes.getInt());
        }
        int newest = all.getPrimary().getId();
        return asked.isEmpty() || asked.getFirst() != newest || asked.lastIndexOf(newest) > 0
                ? Set.of()
                : Set.copyOf(asked);
    }

    /**
     * Brings keys back that were given up: they open again, and count as new. Not to be reached by the line.
     *
     * @param one its number; empty: all of the organisation
     * @return how many
     */
    int restored(UUID org, Optional<Integer> one) throws IOException, GeneralSecurityException {
        return locked(() -> {
            if (!keys.has(org) && read(org).kept().isEmpty()) {
                return 0; // a mistyped organisation
            }
            KeysetHandle old = keys.all(org);
            KeyNotes notes = noted(org, old);
            List<KeyNotes.Kept> back = notes.kept().stream()
                    .filter(kept -> one.isEmpty() || one.get() == kept.id())
                    .toList();
            if (back.isEmpty()) {
                return 0;
            }
            Instant now = clock.instant();
            KeysetHandle.Builder next = KeysetHandle.newBuilder(old);
            KeyNotes dated = notes;
            for (KeyNotes.Kept kept : back) {
                next.addEntry(copy(KeyFile.parse(kept.keys()).getPrimary(), false));
                dated = dated.with(kept.id(), now);
            }
            write(org, dated);
            replace(org, next.build());
            write(org, dated.without(back));
            return back.size();
        });
    }

    /** Those of an organisation that can be brought back. */
    List<KeyNotes.Kept> kept(UUID org) throws IOException, GeneralSecurityException {
        return keys.has(org)
                ? locked(() -> noted(org, keys.all(org)).kept())
                : read(org).kept();
    }

    /** Organisations that have a file of keys that were given up, at most so many as may have keys. */
    List<UUID> withNotes() throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.flatMap(file -> OpenerFiles.orgOfKept(file).stream())
                    .sorted()
                    .limit(OpenerLimits.KEY_FILES_MAX)
                    .toList();
        }
    }

    /** Erases those of an organisation whose time of grace is over, and says how many. */
    int erased(UUID org) throws IOException, GeneralSecurityException {
        return locked(() -> {
            KeyNotes notes = keys.has(org) ? noted(org, keys.all(org)) : read(org);
            KeyNotes left = notes.withoutKeptBefore(clock.instant().minus(rules.grace()));
            if (!left.equals(notes)) {
                write(org, left);
            }
            return notes.kept().size() - left.kept().size();
        });
    }

    /** Erases copies of keys that a killed opener was just writing. */
    void removeLeftovers() throws IOException, GeneralSecurityException {
        if (Files.exists(folder)) {
            locked(() -> KeyFile.removeLeftovers(folder, OpenerFiles.PREFIX)
                    + KeyFile.removeLeftovers(folder, OpenerFiles.KEPT_PREFIX));
        }
    }

    /** The first keys of an organisation. */
    void create(UUID org) throws IOException, GeneralSecurityException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        locked(() -> {
            keys.create(org);
            return true;
        });
    }

    /** What is noted of it, mended and kept so: what was broken off before is settled here. */
    private KeyNotes noted(UUID org, KeysetHandle inUse) throws IOException {
        KeyNotes found = read(org);
        Set<Integer> ids = new TreeSet<>();
        for (int place = 0; place < inUse.size(); place++) {
            ids.add(inUse.getAt(place).getId());
        }
        KeyNotes mended = found.of(ids, keys.changedAt(org), clock.instant());
        if (!mended.equals(found)) {
            write(org, mended);
        }
        return mended;
    }

    private KeyNotes read(UUID org) throws IOException {
        KeyFile file = file(org);
        return file.exists() ? KeyNotes.parse(file.text()) : KeyNotes.NONE;
    }

    private void write(UUID org, KeyNotes notes) throws IOException {
        beforeWriting.run();
        file(org).replace(notes.text());
    }

    private void replace(UUID org, KeysetHandle next) throws IOException, GeneralSecurityException {
        beforeWriting.run();
        keys.replace(org, next);
    }

    private KeyFile file(UUID org) {
        return new KeyFile(OpenerFiles.kept(folder, org));
    }

    private static KeysetHandle alone(KeysetHandle.Entry entry) throws GeneralSecurityException {
        return KeysetHandle.newBuilder().addEntry(copy(entry, true)).build();
    }

    private static KeysetHandle.Builder.Entry copy(KeysetHandle.Entry entry, boolean seals) {
        var copy = KeysetHandle.importKey(entry.getKey()).withFixedId(entry.getId());
        return seals ? copy.makePrimary() : copy;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private interface Work<T> {
        T done() throws IOException, GeneralSecurityException;
    }

    private <T> T locked(Work<T> work) throws IOException, GeneralSecurityException {
        THREADS.lock();
        try (FileChannel open = FileChannel.open(
                        OpenerFiles.lock(folder),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                var held = open.lock()) {
            if (!held.isValid()) {
                throw new IOException("the lock of the keys is not held");
            }
            return work.done();
        } finally {
            THREADS.unlock();
        }
    }
}
