package org.vigie.media.sandbox;

import java.lang.foreign.Arena;
import java.util.Optional;

/** What the decoding process forbids itself, for good, before it reads a picture. */
public final class SelfConfinement {
    private static final int RLIMIT_CPU = 0;
    private static final int RLIMIT_FSIZE = 1;
    private static final int RLIMIT_DATA = 2;
    private static final int RLIMIT_CORE = 4;
    private static final int RLIMIT_NPROC = 6;

    private static final int PR_SET_DUMPABLE = 4;
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int SECCOMP_SET_MODE_FILTER = 1;

    /** Puts the filter on all threads at once: the JVM has a dozen before {@code main}. */
    private static final int SECCOMP_FILTER_FLAG_TSYNC = 1;

    private static final int F_SETPIPE_SZ = 1031;

    /** What an unprivileged process may ask for by default, bytes. Usual are 64 KB: a wait for the other side every 64 KB. */
    private static final int PIPE = 1 << 20;

    private SelfConfinement() {}

    /**
     * Lowers the limits and puts the filter on.
     *
     * @return whether the filter is in force on all threads; false where there is none for this system
     */
    public static boolean apply(Rlimits limits) {
        Optional<Machine> machine = Machine.current();
        if (machine.isEmpty()) {
            return false;
        }
        LibC libc = new LibC(machine.get());
        try (Arena arena = Arena.ofConfined()) {
            limit(libc, arena, RLIMIT_CORE, 0);
            limit(libc, arena, RLIMIT_FSIZE, 0);
            limit(libc, arena, RLIMIT_DATA, limits.dataBytes());
            limit(libc, arena, RLIMIT_CPU, limits.cpuSeconds());
            if (limits.processes() > 0) {
                limit(libc, arena, RLIMIT_NPROC, limits.processes());
            }
            libc.call(Syscall.FCNTL, 0, F_SETPIPE_SZ, PIPE); // standard input; where that is refused all still works
            libc.call(Syscall.PRCTL, PR_SET_DUMPABLE, 0, 0, 0, 0);
            if (libc.call(Syscall.PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
                return false;
            }
            int pid = (int) libc.call(Syscall.GETPID);
            byte[] program = SeccompFilter.program(machine.get(), pid);
            return libc.call(
                            Syscall.SECCOMP,
                            SECCOMP_SET_MODE_FILTER,
                            SECCOMP_FILTER_FLAG_TSYNC,
                            LibC.filterProgram(arena, program))
                    == 0;
        }
    }

    /** A limit that is lower already stays as it is: the call fails and nothing is lost. */
    private static void limit(LibC libc, Arena arena, int resource, long value) {
        libc.call(Syscall.PRLIMIT64, 0, resource, LibC.pair(arena, value, value), 0);
    }
}
