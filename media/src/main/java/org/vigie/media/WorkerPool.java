package org.vigie.media;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.vigie.media.decode.Wire;
import org.vigie.media.sandbox.Confinement;
import org.vigie.media.sandbox.EscapeAttempt;

/**
 * The decoding processes of one hasher: at most so many work at a time, callers wait for one; an idle one is used again for
 * the same owner, the one used last first, until it is worn out, faulty or has been idle for long. A watchdog looks at all of them ten times a
 * second.
 */
final class WorkerPool implements AutoCloseable {
    private static final Duration WATCH = Duration.ofMillis(100);

    private final WorkerStarter starter;
    private final Confinement confinement;
    private final MediaLimits limits;
    private final int workers;
    private final Semaphore permits;
    private final Set<Worker> alive = ConcurrentHashMap.newKeySet();
    private final Thread watchdog;

    private final Object lock = new Object();
    /** Guarded by the lock. */
    private final Deque<Worker> idle = new ArrayDeque<>();

    private final WorkerUsers users;
    private volatile boolean isClosed;

    /** @param users of these processes and no others */
    WorkerPool(WorkerStarter starter, Confinement confinement, MediaLimits limits, int workers, WorkerUsers users) {
        this.starter = starter;
        this.confinement = confinement;
        this.limits = limits;
        this.workers = workers;
        this.users = users;
        this.permits = new Semaphore(workers, true);
        this.watchdog = Thread.ofPlatform().daemon().name("media-watchdog").start(this::watchAll);
    }

    /** Which worker a picture goes to. */
    enum Choice {
        /** An idle one, if there is one. */
        WARM,
        /** One that has seen no other picture and will see no other. */
        NEW
    }

    /**
     * Has a picture decoded, waiting for a worker as long as needed.
     *
     * @param meanwhile run here while a process decodes, once for each process that tries
     * @throws WorkerFault of the second worker, where the first had served before and died of it
     */
    Wire.Reply decode(Task task, Choice choice, Runnable meanwhile) throws WorkerFault {
        permits.acquireUninterruptibly();
        try {
            Worker warm = choice == Choice.WARM ? takeIdle(task.owner()) : null;
            if (warm != null) {
                try {
                    Wire.Reply reply = decode(warm, task, choice, meanwhile);
                    if (!isOutOfMemory(reply)) {
                        return reply;
                    }
                } catch (WorkerFault fault) {
                    if (!fault.isWorthAnotherWorker()) {
                        throw fault;
                    }
                }
            }
            return decode(started(), task, choice, meanwhile);
        } finally {
            permits.release();
        }
    }

    private Wire.Reply decode(Worker worker, Task task, Choice choice, Runnable meanwhile) throws WorkerFault {
        boolean isReusable = false;
        try {
            Wire.Reply reply = worker.decode(task, meanwhile);
            isReusable = choice == Choice.WARM && !worker.isWornOut() && !isOutOfMemory(reply);
            return reply;
        } finally {
            if (isReusable) {
                giveBack(worker);
            } else {
                discard(worker);
            }
        }
    }

    /** Has a conversation with a worker that has served nobody yet and ends with it, waiting for a place as long as needed. */
    <T> T once(Worker.Conversation<T> conversation) throws WorkerFault {
        permits.acquireUninterruptibly();
        try {
            Worker unused;
            synchronized (lock) {
                unused = idle.pollFirst();
            }
            Worker worker = unused != null && unused.isAlive() ? unused : started();
            try {
                return worker.converse(conversation);
            } finally {
                discard(worker);
            }
        } finally {
            permits.release();
        }
    }

    private static boolean isOutOfMemory(Wire.Reply reply) {
        return reply instanceof Wire.Failed failed
                && UndecodableReason.of(failed.fault()) == UndecodableReason.OUT_OF_MEMORY;
    }

    /** A new worker that has shown that it is confined as the level promises. */
    Worker started() throws WorkerFault {
        return started(confinement).worker();
    }

    /** A worker with what it said of itself. */
    record Introduced(Worker worker, Wire.Hello hello) {
        boolean isConfined() {
            return hello.filtered() && EscapeAttempt.of(hello.refused()).size() == EscapeAttempt.values().length;
        }
    }

    private Introduced started(Confinement way) throws WorkerFault {
        Worker worker = launched(way);
        try {
            Introduced introduced = new Introduced(worker, worker.hello());
            if (SandboxLevel.of(way) != SandboxLevel.NONE && !introduced.isConfined()) {
                throw new WorkerFault(
                        UndecodableReason.SANDBOX_UNAVAILABLE,
                        "not all escapes are refused: "
                                + EscapeAttempt.of(~introduced.hello().refused()));
            }
            if (isClosed) {
                throw new WorkerFault(UndecodableReason.SANDBOX_UNAVAILABLE, "closed");
            }
            return introduced;
        } catch (WorkerFault fault) {
            discard(worker);
            throw fault;
        }
    }

    private Worker launched(Confinement way) throws WorkerFault {
        int user = users.take();
        Worker worker = null;
        try {
            worker = starter.start(way, user);
            alive.add(worker);
            return worker;
        } finally {
            if (worker == null) {
                users.giveBack(user); // else failed starts would use all of them up
            }
        }
    }

    /** Starts a worker to see what it says, and keeps it for the first picture. */
    Introduced probe() throws WorkerFault {
        Introduced introduced = started(confinement);
        giveBack(introduced.worker());
        return introduced;
    }

    /** Starts a worker that waits, unless one does. */
    void prepare() throws WorkerFault {
        synchronized (lock) {
            if (!idle.isEmpty()) {
                return;
            }
        }
        probe();
    }

    /** An idle worker that has served nobody else; of those that have, one makes room where there is none. */
    private @Nullable Worker takeIdle(String owner) {
        while (true) {
            Worker worker;
            synchronized (lock) {
                worker = idle.stream()
                        .filter(one -> one.mayServe(owner))
                        .findFirst()
                        .orElseGet(() -> alive.size() >= workers ? idle.peekLast() : null);
                idle.remove(worker);
            }
            if (worker == null || (worker.isAlive() && worker.mayServe(owner))) {
                return worker;
            }
            discard(worker);
        }
    }

    private void giveBack(Worker worker) {
        synchronized (lock) {
            if (!isClosed) {
                idle.addFirst(worker);
                return;
            }
        }
        discard(worker);
    }

    private void discard(Worker worker) {
        worker.close();
        if (alive.remove(worker)) {
            users.giveBack(worker.user());
        }
    }

    private void watchAll() {
        while (!isClosed) {
            alive.forEach(Worker::watch);
            endIdle();
            try {
                Thread.sleep(WATCH);
            } catch (InterruptedException closed) {
                return;
            }
        }
    }

    private void endIdle() {
        List<Worker> ended;
        synchronized (lock) {
            ended = idle.stream()
                    .filter(worker -> worker.hasBeenIdleFor(limits.idleTime()))
                    .toList();
            idle.removeAll(ended);
        }
        ended.forEach(this::discard);
    }

    /** For tests: those that run. */
    Set<Worker> alive() {
        return Set.copyOf(alive);
    }

    @Override
    public void close() {
        synchronized (lock) {
            isClosed = true;
            idle.clear();
        }
        watchdog.interrupt();
        alive.forEach(this::discard);
        starter.close();
    }
}
