package org.vigie.seal;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.vigie.database.DatabaseSettings;
import org.vigie.organisation.OrgId;
import org.vigie.seal.opener.OpenerWire.Answer;
import org.vigie.seal.opener.OpenerWire.Ask;
import org.vigie.seal.opener.OpenerWire.Question;

/**
 * Asks the opener, one question at a time. It is started or connected to at the first question, and again when it has gone; one
 * that cannot be reached is left alone for a short pause, so that nobody waits for it twice.
 */
@Component
class OpenerClient implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(OpenerClient.class);

    /** A line that broke since the last question is opened again once. */
    private static final int TRIES = 2;

    private final DatabaseSettings database;
    private final OpenerSettings settings;
    private final MeterRegistry metrics;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable OpenerLine line;
    private long unreachableUntil;
    private boolean isUnreachable;

    OpenerClient(DatabaseSettings database, OpenerSettings settings, MeterRegistry metrics) {
        this.database = database;
        this.settings = settings;
        this.metrics = metrics;
    }

    /**
     * The answer to one question.
     *
     * @throws TipsClosed when nobody answers, the hour is spent, or the keys cannot be read
     * @throws KeysLost when the opener has no keys of an organisation that should have some
     * @throws KeysTooYoung when a change of keys is one that the opener's rules allow later
     */
    byte[] ask(Ask ask, UUID org, byte[] place, byte[] value) {
        Answer answer = exchange(new Question(ask, org, place, value));
        return switch (answer.outcome()) {
            case DONE -> answer.value();
            case SPENT -> throw closed(TipsClosed.Why.SPENT);
            case NO_KEYS -> throw closed(TipsClosed.Why.AWAY);
            case MISSING ->
                throw switch (ask) {
                    case OPEN, OPEN_FOR_WORK, RESEAL -> closed(TipsClosed.Why.AWAY);
                    case PUBLIC, ROTATE, RETIRE, CREATE -> TipKeys.privateLost(new OrgId(org));
                };
            case DOES_NOT_OPEN -> throw new IllegalStateException("a sealed tip does not open");
            case TOO_SOON -> throw new KeysTooYoung(answer.left());
            case REFUSED -> throw new IllegalStateException("the opener refused a question");
        };
    }

    private TipsClosed closed(TipsClosed.Why why) {
        metrics.counter("vigie.tips.closed", "why", why.name()).increment();
        return new TipsClosed(why);
    }

    private Answer exchange(Question question) {
        turn.lock();
        try {
            if (isUnreachable && System.nanoTime() - unreachableUntil < 0) {
                throw closed(TipsClosed.Why.AWAY);
            }
            for (int attempt = 1; attempt <= TRIES; attempt++) {
                try {
                    Answer answer = timed(question);
                    isUnreachable = false;
                    return answer;
                } catch (IOException e) {
                    hangUp();
                }
            }
            isUnreachable = true;
            unreachableUntil = System.nanoTime() + settings.pause().toNanos();
            LOG.warn("tips cannot be opened: the opener does not answer");
            throw closed(TipsClosed.Why.AWAY);
        } finally {
            turn.unlock();
        }
    }

    /** A pipe cannot be read with a time limit; another thread reads, and the line is hung up when it takes too long. */
    private Answer timed(Question question) throws IOException {
        var asked = CompletableFuture.supplyAsync(() -> askedOn(question), threads);
        try {
            return asked.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no answer in time", e);
        } catch (ExecutionException e) {
            throw new IOException("the line broke", e.getCause());
        } catch (InterruptedException e) {
            hangUp(); // half an exchange would be taken for the answer to the next
            Thread.currentThread().interrupt();
            throw closed(TipsClosed.Why.AWAY);
        }
    }

    private Answer askedOn(Question question) {
        try {
            OpenerLine open = line;
            if (open == null) {
                open = connect();
                line = open;
                open.greeted();
            }
            return open.ask(question);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private OpenerLine connect() throws IOException {
        var socket = settings.socket();
        return socket == null
                ? OpenerLine.toChild(
                        database.data().resolve("keys").toAbsolutePath().normalize(), settings.rules())
                : OpenerLine.toSocket(socket);
    }

    private void hangUp() {
        OpenerLine open = line;
        line = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void destroy() {
        turn.lock();
        try {
            hangUp();
        } finally {
            turn.unlock();
        }
    }
}
