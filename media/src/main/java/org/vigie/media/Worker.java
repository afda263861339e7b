package org.vigie.media;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vigie.media.decode.Wire;

/** One decoding process. Used by one thread at a time; {@link #watch} and {@link #close} may come from any. */
final class Worker implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int EXIT_NO_MEMORY = 4;
    private static final long NEVER = Long.MAX_VALUE;

    private final Process process;
    private final MediaLimits limits;
    private final int user;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Complaints complaints;

    private int served;
    private @Nullable String owner;
    private List<Path> statusFiles = List.of();

    private volatile long idleSince = System.nanoTime();
    private volatile long startOfTask = NEVER;
    private volatile Duration timeOfTask = Duration.ZERO;
    private volatile @Nullable UndecodableReason killedFor;

    Worker(Process process, MediaLimits limits, int user) {
        this.process = process;
        this.limits = limits;
        this.user = user;
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), BUFFER));
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), BUFFER));
        this.complaints = new Complaints(process.getErrorStream());
    }

    /** The number of the user that is its own. */
    int user() {
        return user;
    }

    int served() {
        return served;
    }

    /** Whether it has seen no picture of another owner. */
    boolean mayServe(String wanted) {
        String before = owner;
        return before == null || before.equals(wanted);
    }

    boolean isWornOut() {
        return served >= limits.picturesPerWorker();
    }

    boolean hasBeenIdleFor(Duration time) {
        return startOfTask == NEVER && System.nanoTime() - idleSince > time.toNanos();
    }

    /** Waits for the process to be ready. */
    Wire.Hello hello() throws WorkerFault {
        begin(limits.startTime());
        try {
            Wire.Hello hello = Wire.readHello(in);
            complaints.keepNothing();
            statusFiles = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                    .map(handle -> Path.of("/proc", Long.toString(handle.pid()), "status"))
                    .toList();
            return hello;
        } catch (IOException e) {
            close();
            throw new WorkerFault(UndecodableReason.SANDBOX_UNAVAILABLE, complaint());
        } finally {
            end();
        }
    }

    /**
     * Has a picture decoded. After a fault the process is dead.
     *
     * @param meanwhile run here while the process decodes
     */
    Wire.Reply decode(Task task, Runnable meanwhile) throws WorkerFault {
        long nonce = ThreadLocalRandom.current().nextLong();
        owner = task.owner();
        begin(limits.decodeTime());
        try {
            if (in.available() > 0) {
                throw fault(UndecodableReason.WORKER_CRASHED);
            }
            Wire.write(out, new Wire.Request(nonce, task.type(), task.mode(), limits.framesPerPicture(), task.bytes()));
            meanwhile.run();
            Wire.Reply reply = Wire.readReply(in, nonce, limits.pixelsMax());
            served++;
            return reply;
        } catch (IOException e) {
            throw fault(reasonOfDeath());
        } finally {
            end();
        }
    }

    /** What is said over the streams of a process once it has said hello. */
    @FunctionalInterface
    interface Conversation<T> {
        /**
         * Speaks and listens.
         *
         * @throws IOException where the process is gone or breaks the rules
         */
        T with(DataInputStream in, DataOutputStream out) throws IOException;
    }

    /** Has a longer exchange, within {@link MediaLimits#decodeTime}. After a fault the process is dead. */
    <T> T converse(Conversation<T> conversation) throws WorkerFault {
        begin(limits.decodeTime());
        try {
            T result = conversation.with(in, out);
            served++;
            return result;
        } catch (IOException e) {
            throw fault(reasonOfDeath());
        } finally {
            end();
        }
    }

    private WorkerFault fault(UndecodableReason reason) {
        close();
        return new WorkerFault(reason, "decoding process " + process.pid());
    }

    private UndecodableReason reasonOfDeath() {
        UndecodableReason known = killedFor;
        if (known != null) {
            return known;
        }
        try {
            boolean isDead = process.waitFor(1, TimeUnit.SECONDS);
            return isDead && process.exitValue() == EXIT_NO_MEMORY
                    ? UndecodableReason.OUT_OF_MEMORY
                    : UndecodableReason.WORKER_CRASHED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UndecodableReason.WORKER_CRASHED;
        }
    }

    private void begin(Duration time) {
        timeOfTask = time;
        startOfTask = System.nanoTime();
    }

    private void end() {
        startOfTask = NEVER;
        idleSince = System.nanoTime();
    }

    /** Kills the process if it takes too long or holds too much. Called again and again by the watchdog. */
    void watch() {
        long start = startOfTask;
        if (start != NEVER && System.nanoTime() - start > timeOfTask.toNanos()) {
            kill(UndecodableReason.TIMED_OUT);
        } else if (residentBytes() > limits.memoryBytes()) {
            kill(UndecodableReason.OUT_OF_MEMORY);
        }
    }

    private void kill(UndecodableReason reason) {
        killedFor = reason;
        process.destroyForcibly();
    }

    /** Memory held by the process and those that it was started through; 0 where that is not known. */
    long residentBytes() {
        long kilobytes = 0;
        for (Path status : statusFiles) {
            kilobytes += residentKilobytes(status);
        }
        return kilobytes << 10;
    }

    private static long residentKilobytes(Path status) {
        try (Stream<String> lines = Files.lines(status, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException | java.io.UncheckedIOException gone) {
            return 0;
        }
    }

    /** What a process that did not start wrote of it. Only before it has seen a picture. */
    private String complaint() {
        String line = complaints.firstLine();
        return line.isEmpty() ? "the process ended without a word" : line;
    }

    /** Bytes that the process wrote beside its answers. They are dropped. */
    long bytesOfComplaints() {
        return complaints.bytes();
    }

    /** Kills the process. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it is starting or decoding. */
    boolean isBusy() {
        return startOfTask != NEVER;
    }

    /** Whether it has said hello and is decoding. */
    boolean isBusyDecoding() {
        return isBusy() && timeOfTask.equals(limits.decodeTime());
    }

    /** For tests that end it from outside. */
    ProcessHandle handle() {
        return process.toHandle();
    }
}
