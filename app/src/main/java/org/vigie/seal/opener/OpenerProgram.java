package org.vigie.seal.opener;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.vigie.seal.OpenerRules;
import org.vigie.seal.opener.OpenerWire.Answer;
import org.vigie.seal.opener.OpenerWire.Ask;
import org.vigie.seal.opener.OpenerWire.Outcome;
import org.vigie.seal.opener.OpenerWire.Question;

/** Answers questions until the other side goes. Says nothing of what it opens but how much. */
public final class OpenerProgram {
    private final PrivateTipKeys keys;
    private final KeyLife life;
    private final Opens opens;
    private final HourlyBudget creates;
    private final Consumer<String> log;
    private final Tally tally = new Tally();

    /**
     * An opener that holds the keys in a folder.
     *
     * @param clock by which keys age
     * @param log takes sentences of numbers for the operator
     */
    public OpenerProgram(Path folder, OpenerRules rules, InstantSource clock, Consumer<String> log)
            throws GeneralSecurityException {
        this.keys = new PrivateTipKeys(folder);
        this.life = new KeyLife(folder, keys, rules, clock);
        this.opens = new Opens(rules.opensAnHour(), System::nanoTime);
        this.creates = new HourlyBudget(rules.createsAnHour(), System::nanoTime);
        this.log = log;
    }

    /** Looks now and every hour, until this process ends, for keys whose time of grace is over, and erases them. */
    public void eraseHourly() {
        Thread.ofPlatform().daemon().name("erase").start(() -> {
            try {
                while (true) {
                    erase();
                    Thread.sleep(OpenerLimits.TIDY_EVERY);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the process ends
            }
        });
    }

    /** Erases keys whose time of grace is over, and says what changed since this was said last. */
    void erase() {
        try {
            life.removeLeftovers();
            for (UUID org : life.withNotes()) {
                erase(org);
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            tally.add(Tally.Of.FAILED, 1); // such as a folder that cannot be gone through; the next hour tries again
        }
        tally.take().ifPresent(text -> log.accept("opener: " + text));
    }

    private void erase(UUID org) {
        try {
            tally.add(Tally.Of.ERASED, life.erased(org));
        } catch (IOException
                | GeneralSecurityException
                | RuntimeException e) { // those of others are erased all the same
            tally.add(Tally.Of.FAILED, 1);
        }
    }

    /**
     * A key that was given up and can be brought back.
     *
     * @param id as ciphertexts name it
     */
    public record KeptKey(UUID org, int id, Instant givenUpAt) {}

    /**
     * All that can be brought back.
     *
     * @throws IOException when a file is damaged
     */
    public List<KeptKey> kept() throws IOException, GeneralSecurityException {
        List<KeptKey> all = new ArrayList<>();
        for (UUID org : life.withNotes()) {
            life.kept(org).forEach(key -> all.add(new KeptKey(org, key.id(), key.at())));
        }
        return all;
    }

    /**
     * Brings keys back that were given up. A running opener uses them at its next question.
     *
     * @param one its number; empty: all of the organisation
     * @return how many
     * @throws IOException when the organisation has no keys here, or a file is damaged
     */
    public int restore(UUID org, Optional<Integer> one) throws IOException, GeneralSecurityException {
        return life.restored(org, one);
    }

    /** Serves one process, as its child: ends when that process closes its side, or is killed. */
    public void serve(InputStream in, OutputStream out) {
        try {
            talk(new DataInputStream(in), new DataOutputStream(out));
        } catch (IOException e) {
            log.accept("opener: a connection failed, " + e.getClass().getSimpleName());
        }
        log.accept("opener: " + opens.text());
        tally.take().ifPresent(text -> log.accept("opener: " + text));
    }

    /**
     * Serves whoever may write to a Unix domain socket: its owner and its group. Returns only by failing.
     *
     * @throws IOException when the socket cannot be made
     */
    public void serve(Path socket) throws IOException {
        Files.deleteIfExists(socket);
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
            var slots = new Semaphore(OpenerLimits.CONNECTIONS_MAX);
            while (server.isOpen()) {
                slots.acquireUninterruptibly();
                SocketChannel client = server.accept();
                Thread.ofVirtual().start(() -> {
                    try (client) {
                        serve(Channels.newInputStream(client), Channels.newOutputStream(client));
                    } catch (IOException e) {
                        log.accept("opener: a connection did not close");
                    } finally {
                        slots.release();
                    }
                });
            }
        }
    }

    private void talk(DataInputStream in, DataOutputStream out) throws IOException {
        OpenerWire.frame(out, OpenerWire.HELLO.getBytes(StandardCharsets.US_ASCII));
        while (true) {
            Optional<Question> question;
            try {
                question = OpenerWire.question(in);
            } catch (EOFException cut) {
                return;
            }
            if (question.isEmpty()) {
                return;
            }
            OpenerWire.write(out, answer(question.get()));
        }
    }

    private Answer answer(Question question) {
        try {
            if (question.ask() != Ask.CREATE && !keys.has(question.org())) {
                return Answer.without(Outcome.MISSING);
            }
            return switch (question.ask()) {
                case PUBLIC -> new Answer(Outcome.DONE, keys.publicKeys(question.org()));
                case ROTATE -> changed(question.org(), life.rotated(question.org()), Tally.Of.ADDED);
                case RETIRE ->
                    changed(question.org(), life.retired(question.org(), question.value()), Tally.Of.GIVEN_UP);
                case CREATE -> created(question.org());
                case RESEAL -> opened(() -> keys.resealed(question.org(), question.value(), question.place()));
                case OPEN, OPEN_FOR_WORK ->
                    opens.takeOne(question.org(), question.ask())
                            ? opened(() -> keys.open(question.org(), question.value(), question.place()))
                            : Answer.without(Outcome.SPENT);
            };
        } catch (GeneralSecurityException | IOException e) {
            log.accept("opener: keys cannot be read or kept, " + e.getClass().getSimpleName());
            return Answer.without(Outcome.NO_KEYS);
        }
    }

    private Answer changed(UUID org, KeyLife.Change change, Tally.Of done)
            throws IOException, GeneralSecurityException {
        return switch (change) {
            case KeyLife.Change.Done _ -> {
                tally.add(done, 1);
                yield new Answer(Outcome.DONE, keys.publicKeys(org));
            }
            case KeyLife.Change.TooSoon soon -> {
                tally.add(Tally.Of.REFUSED, 1);
                yield Answer.tooSoon(soon.left());
            }
            case KeyLife.Change.Refused _ -> {
                tally.add(Tally.Of.REFUSED, 1);
                yield Answer.without(Outcome.REFUSED);
            }
        };
    }

    private Answer created(UUID org) throws IOException, GeneralSecurityException {
        if (!keys.has(org)) {
            if (!creates.takeOne()) {
                tally.add(Tally.Of.REFUSED, 1);
                return Answer.without(Outcome.SPENT);
            }
            life.create(org);
            tally.add(Tally.Of.MADE, 1);
        }
        return new Answer(Outcome.DONE, keys.publicKeys(org));
    }

    private static Answer opened(Opening opening) throws IOException {
        try {
            return new Answer(Outcome.DONE, opening.open());
        } catch (GeneralSecurityException e) {
            return Answer.without(Outcome.DOES_NOT_OPEN); // this is how Tink says no
        }
    }

    private interface Opening {
        byte[] open() throws IOException, GeneralSecurityException;
    }
}
