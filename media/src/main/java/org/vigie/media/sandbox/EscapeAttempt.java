package org.vigie.media.sandbox;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a picture that took the decoding process over would try first. Each process tries all of it when it starts.
 *
 * <p>The attempts are chosen so that one that should succeed harms nothing: calls with arguments that the kernel refuses
 * for another reason than permission, signal 0, a file without a name.
 */
@SuppressWarnings("EnumOrdinal") // the bits are read by the build that wrote them
public enum EscapeAttempt {
    /** Open a socket. */
    SOCKET("socket") {
        @Override
        boolean isRefused(LibC libc, Arena arena, long parentPid) {
            long descriptor = libc.call(Syscall.SOCKET, 2 /* AF_INET */, 1 /* SOCK_STREAM */, 0);
            return closeIfOpen(libc, descriptor);
        }
    },
    /** Read the password file. */
    READ_SHADOW("read /etc/shadow") {
        @Override
        boolean isRefused(LibC libc, Arena arena, long parentPid) {
            return closeIfOpen(libc, libc.call(Syscall.OPENAT, AT_FDCWD, arena.allocateFrom("/etc/shadow"), 0, 0));
        }
    },
    /** Start a program, and fork: an empty path and contradictory flags, which are looked at after the permission. */
    EXECUTE("fork and exec") {
        @Override
        boolean isRefused(LibC libc, Arena arena, long parentPid) {
            int sharedHandlersOnly = 0x800;
            return isForbidden(libc.call(Syscall.EXECVE, arena.allocateFrom(""), 0, 0))
                    && isForbidden(libc.call(Syscall.CLONE, sharedHandlersOnly, 0, 0, 0, 0));
        }
    },
    /** Take 2 GB of memory, for itself and shared. */
    ALLOCATE("allocate 2 GB") {
        @Override
        boolean isRefused(LibC libc, Arena arena, long parentPid) {
            int readWrite = 3;
            int privateAnonymous = 0x22;
            int sharedAnonymous = 0x21;
            return unmapIfMapped(libc, libc.call(Syscall.MMAP, 0, TWO_GIGABYTES, readWrite, privateAnonymous, -1, 0))
                    && unmapIfMapped(
                            libc, libc.call(Syscall.MMAP, 0, TWO_GIGABYTES, readWrite, sharedAnonymous, -1, 0));
        }
    },
    /** Write a file: one without a name, where anybody may. */
    WRITE("write a file") {
        @Override
        boolean isRefused(LibC libc, Arena arena, long parentPid) {
            int nameless = 020200000 | 02;
            return closeIfOpen(libc, libc.call(Syscall.OPENAT, AT_FDCWD, arena.allocateFrom("/tmp"), nameless, 0600))
                    && closeIfOpen(libc, libc.call(Syscall.OPENAT, AT_FDCWD, arena.allocateFrom("/dev/null"), 01, 0));
        }
    },
    /** Trace the parent: with an option that does not exist. */
    TRACE("ptrace") {
        @Override
        boolean isRefused(LibC libc, Arena arena, long parentPid) {
            int seize = 0x4206;
            return isForbidden(libc.call(Syscall.PTRACE, seize, parentPid, 0, -1L));
        }
    },
    /** Signal the parent: with signal 0, which only asks whether one might. */
    SIGNAL("signal the parent") {
        @Override
        boolean isRefused(LibC libc, Arena arena, long parentPid) {
            return libc.call(Syscall.KILL, parentPid, 0) < 0;
        }
    };

    private static final int AT_FDCWD = -100;
    private static final long TWO_GIGABYTES = 2L << 30;

    private final String label;

    EscapeAttempt(String label) {
        this.label = label;
    }

    /** As an operator reads it: the same words in every language of those who read them. */
    public String label() {
        return label;
    }

    abstract boolean isRefused(LibC libc, Arena arena, long parentPid);

    /** Makes all attempts from this process and gives those that were refused, as a bit set by {@link #ordinal}. */
    public static int refusedBy(long parentPid) {
        Optional<Machine> machine = Machine.current();
        if (machine.isEmpty()) {
            return 0;
        }
        LibC libc = new LibC(machine.get());
        try (Arena arena = Arena.ofConfined()) {
            return Arrays.stream(values())
                    .filter(attempt -> attempt.isRefused(libc, arena, parentPid))
                    .mapToInt(attempt -> 1 << attempt.ordinal())
                    .sum();
        }
    }

    /** The attempts whose bits are set. */
    public static Set<EscapeAttempt> of(int bits) {
        EnumSet<EscapeAttempt> attempts = EnumSet.noneOf(EscapeAttempt.class);
        for (EscapeAttempt attempt : values()) {
            if ((bits & 1 << attempt.ordinal()) != 0) {
                attempts.add(attempt);
            }
        }
        return attempts;
    }

    private static boolean isForbidden(long answer) {
        return answer == -Errno.EPERM || answer == -Errno.ENOSYS;
    }

    private static boolean closeIfOpen(LibC libc, long descriptor) {
        if (descriptor < 0) {
            return true;
        }
        libc.call(Syscall.CLOSE, descriptor);
        return false;
    }

    private static boolean unmapIfMapped(LibC libc, long address) {
        if (address < 0) {
            return true;
        }
        libc.call(Syscall.MUNMAP, MemorySegment.ofAddress(address), TWO_GIGABYTES);
        return false;
    }
}
