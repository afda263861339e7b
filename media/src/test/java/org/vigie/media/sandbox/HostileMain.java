package org.vigie.media.sandbox;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A decoder that a picture has taken over: it confines itself as the real one does, then really tries what
 * {@link EscapeAttempt} only hints at. Writes one line for each attempt: that it came through, that it was refused, or that it
 * failed of itself, which says nothing.
 *
 * <p>Told to be {@link #FREE} it does not confine itself. What it then cannot do, nothing else keeps it from either, and the test of
 * that attempt would show nothing.
 */
final class HostileMain {
    /** The last argument of one that confines itself, and of one that does not. */
    static final String CONFINED = "confined";

    static final String FREE = "free";

    static final String THROUGH = " CAME THROUGH";
    static final String REFUSED = " refused";

    private static final int FORKS = 100;

    /** More than the limit on data, and no more than a machine for tests has to spare for a moment. */
    private static final long BYTES = 1L << 30;

    private static final int HEAP_STEP = 16 << 20;

    private final int port;
    private final long victim;
    private final long parent;
    private final boolean isFree;
    private final LibC libc = new LibC(Machine.current().orElseThrow());

    private HostileMain(int port, long victim, long parent, boolean isFree) {
        this.port = port;
        this.victim = victim;
        this.parent = parent;
        this.isFree = isFree;
    }

    /**
     * Arguments: a port that the parent listens on, a process that may be killed, limits of data and processor time, the parent, and
     * whether it confines itself.
     */
    @SuppressWarnings("SystemOut") // the pipe to the parent
    public static void main(String[] args) throws IOException {
        SocketChannel.open().close(); // else what is refused is the JDK's first look at the network, and no connection
        boolean isFree = args[5].equals(FREE);
        HostileMain hostile =
                new HostileMain(Integer.parseInt(args[0]), Long.parseLong(args[1]), Long.parseLong(args[4]), isFree);
        if (!isFree) {
            SelfConfinement.apply(new Rlimits(Long.parseLong(args[2]), Long.parseLong(args[3]), 128));
        }
        for (EscapeAttempt attempt : EscapeAttempt.values()) {
            System.out.println(attempt + hostile.tried(attempt));
        }
        System.out.println("done");
    }

    private String tried(EscapeAttempt attempt) {
        try {
            return escapes(attempt) ? THROUGH : REFUSED;
        } catch (IOException | OutOfMemoryError refused) {
            return REFUSED;
        } catch (InterruptedException | RuntimeException | LinkageError fault) {
            return " failed: " + fault;
        }
    }

    private boolean escapes(EscapeAttempt attempt) throws IOException, InterruptedException {
        return switch (attempt) {
            case SOCKET -> connects();
            case READ_SHADOW -> Files.readAllBytes(Path.of("/etc/shadow")).length > 0;
            case EXECUTE -> forks();
            case ALLOCATE -> allocates();
            case WRITE -> writes();
            case TRACE -> traces();
            case SIGNAL -> signals();
        };
    }

    private boolean connects() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        }
    }

    /** One that starts is enough, so that nothing is flooded where nobody refuses. */
    private boolean forks() throws InterruptedException {
        for (int round = 0; round < FORKS; round++) {
            try {
                Process started = new ProcessBuilder("/proc/self/exe", "-version")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                started.waitFor(30, TimeUnit.SECONDS);
                return true;
            } catch (IOException refused) {
                // the next one may be let through
            }
        }
        return false;
    }

    private boolean allocates() {
        try (Arena arena = Arena.ofConfined()) {
            return arena.allocate(BYTES).fill((byte) 1).byteSize() == BYTES;
        } catch (OutOfMemoryError outside) {
            List<byte[]> heap = new ArrayList<>();
            for (long taken = 0; taken < BYTES; taken += HEAP_STEP) {
                heap.add(new byte[HEAP_STEP]);
            }
            return heap.size() == BYTES / HEAP_STEP;
        }
    }

    /** Whatever could be planted is taken away again. */
    private boolean writes() throws IOException {
        String name = "planted-" + ProcessHandle.current().pid() + "-" + port;
        int planted = 0;
        for (String folder : List.of("/tmp", "/", "/dev/shm", "/app/0")) {
            Path place = Path.of(folder, name);
            try {
                Files.write(place, new byte[] {1});
            } catch (IOException refused) {
                // an empty file that is left would do
            }
            planted += Files.deleteIfExists(place) ? 1 : 0;
        }
        try {
            Files.write(Path.of("/dev/null"), new byte[] {1});
            planted += isFree ? 0 : 1; // no harm by itself, but the one kind of file that there is inside
        } catch (IOException refused) {
            // as it should be
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom("/tmp");
            return planted > 0 || libc.call(Syscall.OPENAT, -100, path, 020200002, 0600) >= 0;
        }
    }

    /**
     * The victim outside, and whatever started this process where it is seen: the number of the victim means nothing in a namespace of
     * processes, so that there it is the other that shows whether one may.
     */
    private boolean traces() {
        int seize = 0x4206;
        return libc.call(Syscall.PTRACE, seize, victim, 0, 0) == 0
                || (isInside() && libc.call(Syscall.PTRACE, seize, starter(), 0, 0) == 0);
    }

    /** Likewise. Whoever started this is only asked for whether one might, with signal 0; the parent is spared by one that is free. */
    private boolean signals() {
        return libc.call(Syscall.KILL, victim, 9) == 0
                || libc.call(Syscall.TGKILL, victim, victim, 9) == 0
                || (isInside() && libc.call(Syscall.KILL, starter(), 0) == 0)
                || (!isFree && libc.call(Syscall.KILL, parent, 9) == 0)
                || (!isFree && libc.call(Syscall.TGKILL, parent, parent, 9) == 0);
    }

    private long starter() {
        return libc.call(Syscall.GETPPID);
    }

    /** Whether this is in a namespace of processes, with one beside it. */
    private boolean isInside() {
        return starter() > 0 && starter() != parent;
    }
}
