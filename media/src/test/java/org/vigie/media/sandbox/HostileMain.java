package org.vigie.media.sandbox;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A decoder that a picture has taken over: it confines itself as the real one does, then really tries what
 * {@link EscapeAttempt} only hints at. Writes one line for each attempt that came through.
 */
final class HostileMain {
    private static final int FORKS = 100;
    private static final List<String> PLACES =
            List.of("/tmp/planted", "/planted", "/dev/shm/planted", "/app/0/planted", "/dev/null");

    private final int port;
    private final long victim;
    private final long parent;
    private final LibC libc = new LibC(Machine.current().orElseThrow());

    private HostileMain(int port, long victim, long parent) {
        this.port = port;
        this.victim = victim;
        this.parent = parent;
    }

    /** Arguments: a port that the parent listens on, a process that may be killed, limits of data and processor time, the parent. */
    @SuppressWarnings("SystemOut") // the pipe to the parent
    public static void main(String[] args) {
        HostileMain hostile =
                new HostileMain(Integer.parseInt(args[0]), Long.parseLong(args[1]), Long.parseLong(args[4]));
        SelfConfinement.apply(new Rlimits(Long.parseLong(args[2]), Long.parseLong(args[3]), 128));
        for (EscapeAttempt attempt : EscapeAttempt.values()) {
            System.out.println(attempt + (hostile.escapes(attempt) ? " CAME THROUGH" : " refused"));
        }
        System.out.println("done");
    }

    private boolean escapes(EscapeAttempt attempt) {
        try {
            return switch (attempt) {
                case SOCKET -> connects();
                case READ_SHADOW -> Files.readAllBytes(Path.of("/etc/shadow")).length > 0;
                case EXECUTE -> forks();
                case ALLOCATE -> allocates();
                case WRITE -> writes();
                case TRACE -> libc.call(Syscall.PTRACE, 0x4206, victim, 0, 0) == 0;
                case SIGNAL ->
                    libc.call(Syscall.KILL, victim, 9) == 0
                            || libc.call(Syscall.TGKILL, victim, victim, 9) == 0
                            || libc.call(Syscall.KILL, parent, 9) == 0
                            || libc.call(Syscall.TGKILL, parent, parent, 9) == 0;
            };
        } catch (IOException | RuntimeException | OutOfMemoryError | LinkageError refused) {
            return false;
        }
    }

    private boolean connects() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        }
    }

    private boolean forks() {
        int refused = 0;
        for (int round = 0; round < FORKS; round++) {
            try {
                new ProcessBuilder("/proc/self/exe", "-version").start();
            } catch (IOException e) {
                refused++;
            }
        }
        return refused < FORKS;
    }

    private boolean allocates() {
        long size = 2L << 30;
        try (Arena arena = Arena.ofConfined()) {
            return arena.allocate(size).fill((byte) 1).byteSize() == size;
        } catch (OutOfMemoryError outside) {
            List<byte[]> heap = new ArrayList<>();
            for (int megabytes = 0; megabytes < 2048; megabytes += 16) {
                heap.add(new byte[16 << 20]);
            }
            return heap.size() == 128;
        }
    }

    private boolean writes() {
        int refused = 0;
        for (String place : PLACES) {
            try {
                Files.write(Path.of(place), new byte[] {1});
            } catch (IOException e) {
                refused++;
            }
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom("/tmp");
            return refused < PLACES.size() || libc.call(Syscall.OPENAT, -100, path, 020200002, 0600) >= 0;
        }
    }
}
