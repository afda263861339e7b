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
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.vigie.seal.opener.OpenerWire.Answer;
import org.vigie.seal.opener.OpenerWire.Ask;
import org.vigie.seal.opener.OpenerWire.Outcome;
import org.vigie.seal.opener.OpenerWire.Question;

/** Answers questions until the other side goes. Says nothing of what it opens but how much. */
public final class OpenerProgram {
    private final PrivateTipKeys keys;
    private final HourlyBudget budget;
    private final Consumer<String> log;

    /**
     * An opener that holds the keys in a folder.
     *
     * @param opensAnHour values it opens in an hour, at most
     * @param log takes sentences of numbers for the operator
     */
    public OpenerProgram(Path folder, int opensAnHour, Consumer<String> log) throws GeneralSecurityException {
        this.keys = new PrivateTipKeys(folder);
        this.budget = new HourlyBudget(opensAnHour, System::nanoTime);
        this.log = log;
    }

    /** Serves one process, as its child: ends when that process closes its side, or is killed. */
    public void serve(InputStream in, OutputStream out) {
        try {
            talk(new DataInputStream(in), new DataOutputStream(out));
        } catch (IOException e) {
            log.accept("opener: a connection failed, " + e.getClass().getSimpleName());
        }
        log.accept("opener: " + budget.text());
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
                case ROTATE -> new Answer(Outcome.DONE, keys.rotated(question.org()));
                case RETIRE ->
                    keys.retired(question.org(), question.value())
                            .map(left -> new Answer(Outcome.DONE, left))
                            .orElseGet(() -> Answer.without(Outcome.REFUSED));
                case CREATE -> new Answer(Outcome.DONE, keys.created(question.org()));
                case RESEAL -> opened(() -> keys.resealed(question.org(), question.value(), question.place()));
                case OPEN ->
                    budget.takeOne()
                            ? opened(() -> keys.open(question.org(), question.value(), question.place()))
                            : Answer.without(Outcome.SPENT);
            };
        } catch (GeneralSecurityException | IOException e) {
            log.accept("opener: keys cannot be read or kept, " + e.getClass().getSimpleName());
            return Answer.without(Outcome.NO_KEYS);
        }
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
