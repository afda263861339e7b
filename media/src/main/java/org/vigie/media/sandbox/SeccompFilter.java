package org.vigie.media.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The system call filter of the decoding process, as a program for the kernel's packet filter machine.
 *
 * <pre>
 * Structure
 *   another architecture than the one built for, or the x32 numbers  -> the process is killed
 *   a call on the list                                                -> allowed, some only with certain arguments
 *   clone3                                                            -> ENOSYS, so that the C library falls back to clone,
 *                                                                        whose flags a filter can see
 *   everything else                                                   -> EPERM
 *   Each rule is "if the number is not this, skip the body"; each body ends by returning. So no jump is longer than a body
 *   and the limit of 255 is never near.
 *
 * What the list comes down to
 *   memory, time, threads of the own process (clone must have CLONE_THREAD), reading files that the mount namespace shows
 *   (openat without any flag that writes or creates), reading and writing open descriptors. Not on it: sockets, fork, exec,
 *   signals to others, ptrace, mounts, namespaces, keys, bpf, io_uring, memory of other processes, files in memory, shared
 *   memory (which the limit on data does not count), changing limits.
 *
 * Numbers
 *   about 80 rules, 180 instructions; the kernel remembers the answer for calls that are allowed without a condition.
 *
 * References
 *   linux/Documentation/userspace-api/seccomp_filter.rst; linux/filter.h; linux/seccomp.h.
 * </pre>
 */
final class SeccompFilter {
    /** Bytes of one instruction: code short, two jumps, operand int. */
    static final int INSTRUCTION = 8;

    static final int ALLOW = 0x7fff_0000;
    static final int REFUSE = 0x0005_0000 | Errno.EPERM;
    static final int NO_SUCH_CALL = 0x0005_0000 | Errno.ENOSYS;
    static final int KILL_PROCESS = 0x8000_0000;

    private static final int LOAD = 0x20;
    private static final int AND = 0x54;
    private static final int IF_EQUAL = 0x15;
    private static final int IF_AT_LEAST = 0x35;
    private static final int RETURN = 0x06;

    /** Offsets in {@code struct seccomp_data}; arguments are 8 bytes, the low half first on both machines. */
    private static final int NUMBER = 0;

    private static final int ARCHITECTURE = 4;
    private static final int ARGUMENTS = 16;

    private static final int X32_BIT = 0x4000_0000;

    /** O_ACCMODE, O_CREAT, O_TRUNC and the own bit of O_TMPFILE: none of them may be set. The same on both machines. */
    private static final int OPEN_TO_CHANGE = 03 | 0100 | 01000 | 020000000;

    private static final int CLONE_THREAD = 0x0001_0000;

    /** MAP_SHARED with MAP_ANONYMOUS. */
    private static final int SHARED_MEMORY = 0x21;

    private static final int[] IOCTLS = {0x541b /* FIONREAD */, 0x5401 /* TCGETS */};
    private static final int[] PRCTLS = {15 /* PR_SET_NAME */, 16 /* PR_GET_NAME */, 0x5356_4d41 /* PR_SET_VMA */};
    private static final int[] FCNTLS = {1 /* F_GETFD */, 2 /* F_SETFD */, 3 /* F_GETFL */};

    /** Allowed whatever their arguments, the most frequent first. */
    private static final List<Syscall> PLAIN = List.of(
            Syscall.FUTEX,
            Syscall.READ,
            Syscall.WRITE,
            Syscall.MPROTECT,
            Syscall.MADVISE,
            Syscall.MUNMAP,
            Syscall.CLOCK_GETTIME,
            Syscall.CLOCK_NANOSLEEP,
            Syscall.SCHED_YIELD,
            Syscall.CLOSE,
            Syscall.FSTAT,
            Syscall.LSEEK,
            Syscall.PREAD64,
            Syscall.READV,
            Syscall.WRITEV,
            Syscall.BRK,
            Syscall.MREMAP,
            Syscall.MINCORE,
            Syscall.RT_SIGACTION,
            Syscall.RT_SIGPROCMASK,
            Syscall.RT_SIGRETURN,
            Syscall.SIGALTSTACK,
            Syscall.RESTART_SYSCALL,
            Syscall.NANOSLEEP,
            Syscall.POLL,
            Syscall.PPOLL,
            Syscall.EXIT,
            Syscall.EXIT_GROUP,
            Syscall.GETPID,
            Syscall.GETPPID,
            Syscall.GETTID,
            Syscall.GETUID,
            Syscall.GETGID,
            Syscall.GETEUID,
            Syscall.GETEGID,
            Syscall.GETCWD,
            Syscall.GETTIMEOFDAY,
            Syscall.TIME,
            Syscall.TIMES,
            Syscall.GETRLIMIT,
            Syscall.GETRUSAGE,
            Syscall.GETRANDOM,
            Syscall.GETCPU,
            Syscall.SYSINFO,
            Syscall.UNAME,
            Syscall.CLOCK_GETRES,
            Syscall.SCHED_GETAFFINITY,
            Syscall.SCHED_GETPARAM,
            Syscall.SCHED_GETSCHEDULER,
            Syscall.SET_TID_ADDRESS,
            Syscall.SET_ROBUST_LIST,
            Syscall.GET_ROBUST_LIST,
            Syscall.RSEQ,
            Syscall.MEMBARRIER,
            Syscall.ACCESS,
            Syscall.FACCESSAT,
            Syscall.FACCESSAT2,
            Syscall.STAT,
            Syscall.LSTAT,
            Syscall.NEWFSTATAT,
            Syscall.STATX,
            Syscall.STATFS,
            Syscall.FSTATFS,
            Syscall.READLINK,
            Syscall.READLINKAT,
            Syscall.GETDENTS64);

    private final Machine machine;
    private final List<Instruction> program = new ArrayList<>();

    private SeccompFilter(Machine machine) {
        this.machine = machine;
    }

    private record Instruction(int code, int ifTrue, int ifFalse, int operand) {}

    /**
     * The filter as the kernel takes it, in the byte order of this machine.
     *
     * @param ownPid the process whose threads may be signalled: the one that puts the filter on
     */
    static byte[] program(Machine machine, int ownPid) {
        SeccompFilter filter = new SeccompFilter(machine);
        filter.build(ownPid);
        ByteBuffer bytes =
                ByteBuffer.allocate(filter.program.size() * INSTRUCTION).order(ByteOrder.nativeOrder());
        for (Instruction instruction : filter.program) {
            bytes.putShort((short) instruction.code());
            bytes.put((byte) instruction.ifTrue());
            bytes.put((byte) instruction.ifFalse());
            bytes.putInt(instruction.operand());
        }
        return bytes.array();
    }

    private void build(int ownPid) {
        checkMachine();
        PLAIN.forEach(call -> rule(call, List.of(give(ALLOW))));
        rule(Syscall.MMAP, unlessAll(3, SHARED_MEMORY));
        rule(Syscall.OPENAT, ifNone(2, OPEN_TO_CHANGE));
        rule(Syscall.OPEN, ifNone(1, OPEN_TO_CHANGE));
        rule(Syscall.CLONE, ifAll(0, CLONE_THREAD));
        rule(Syscall.CLONE3, List.of(give(NO_SUCH_CALL)));
        rule(Syscall.TGKILL, ifOneOf(0, ownPid));
        rule(Syscall.IOCTL, ifOneOf(1, IOCTLS));
        rule(Syscall.PRCTL, ifOneOf(0, PRCTLS));
        rule(Syscall.FCNTL, ifOneOf(1, FCNTLS));
        rule(Syscall.PRLIMIT64, readsOnly());
        program.add(give(REFUSE));
    }

    private void checkMachine() {
        program.add(new Instruction(LOAD, 0, 0, ARCHITECTURE));
        program.add(new Instruction(IF_EQUAL, 1, 0, machine.auditArch()));
        program.add(give(KILL_PROCESS));
        program.add(new Instruction(LOAD, 0, 0, NUMBER));
        if (machine == Machine.X86_64) {
            program.add(new Instruction(IF_AT_LEAST, 0, 1, X32_BIT));
            program.add(give(KILL_PROCESS));
        }
    }

    private void rule(Syscall call, List<Instruction> body) {
        int number = call.number(machine);
        if (number >= 0) {
            program.add(new Instruction(IF_EQUAL, 0, body.size(), number));
            program.addAll(body);
        }
    }

    private static Instruction give(int answer) {
        return new Instruction(RETURN, 0, 0, answer);
    }

    private static Instruction load(int argument) {
        return new Instruction(LOAD, 0, 0, ARGUMENTS + 8 * argument);
    }

    /** Allowed if none of the bits is set in the low half of the argument. The kernel reads flags as 32 bits too. */
    private static List<Instruction> ifNone(int argument, int bits) {
        return masked(argument, bits, 0, ALLOW, REFUSE);
    }

    private static List<Instruction> ifAll(int argument, int bits) {
        return masked(argument, bits, bits, ALLOW, REFUSE);
    }

    private static List<Instruction> unlessAll(int argument, int bits) {
        return masked(argument, bits, bits, REFUSE, ALLOW);
    }

    private static List<Instruction> masked(int argument, int mask, int wanted, int ifSo, int ifNot) {
        return List.of(
                load(argument),
                new Instruction(AND, 0, 0, mask),
                new Instruction(IF_EQUAL, 0, 1, wanted),
                give(ifSo),
                give(ifNot));
    }

    private static List<Instruction> ifOneOf(int argument, int... values) {
        List<Instruction> body = new ArrayList<>();
        body.add(load(argument));
        for (int value : values) {
            body.add(new Instruction(IF_EQUAL, 0, 1, value));
            body.add(give(ALLOW));
        }
        body.add(give(REFUSE));
        return body;
    }

    /** {@code prlimit64} reads when its pointer to new limits is null: both halves. */
    private static List<Instruction> readsOnly() {
        int newLimits = ARGUMENTS + 8 * 2;
        return List.of(
                new Instruction(LOAD, 0, 0, newLimits),
                new Instruction(IF_EQUAL, 0, 3, 0),
                new Instruction(LOAD, 0, 0, newLimits + 4),
                new Instruction(IF_EQUAL, 0, 1, 0),
                give(ALLOW),
                give(REFUSE));
    }
}
