package org.vigie.media.sandbox;

/**
 * The system calls that a Java process needs while it decodes, and those that the escape attempts make, with their numbers.
 *
 * <p>Numbers from Linux 6.1, {@code asm/unistd_64.h} (x86-64) and {@code asm-generic/unistd.h} (aarch64); -1 is a call that
 * the architecture does not have.
 */
enum Syscall {
    READ(0, 63),
    WRITE(1, 64),
    CLOSE(3, 57),
    FSTAT(5, 80),
    LSEEK(8, 62),
    MMAP(9, 222),
    MPROTECT(10, 226),
    MUNMAP(11, 215),
    BRK(12, 214),
    RT_SIGACTION(13, 134),
    RT_SIGPROCMASK(14, 135),
    RT_SIGRETURN(15, 139),
    IOCTL(16, 29),
    PREAD64(17, 67),
    READV(19, 65),
    WRITEV(20, 66),
    ACCESS(21, -1),
    SCHED_YIELD(24, 124),
    MREMAP(25, 216),
    MINCORE(27, 232),
    MADVISE(28, 233),
    NANOSLEEP(35, 101),
    GETPID(39, 172),
    SOCKET(41, 198),
    CLONE(56, 220),
    EXECVE(59, 221),
    EXIT(60, 93),
    KILL(62, 129),
    UNAME(63, 160),
    FCNTL(72, 25),
    GETCWD(79, 17),
    READLINK(89, -1),
    GETTIMEOFDAY(96, 169),
    GETRLIMIT(97, 163),
    GETRUSAGE(98, 165),
    SYSINFO(99, 179),
    TIMES(100, 153),
    PTRACE(101, 117),
    GETUID(102, 174),
    GETGID(104, 176),
    GETEUID(107, 175),
    GETEGID(108, 177),
    GETPPID(110, 173),
    SIGALTSTACK(131, 132),
    STATFS(137, 43),
    FSTATFS(138, 44),
    SCHED_GETPARAM(143, 121),
    SCHED_GETSCHEDULER(145, 120),
    PRCTL(157, 167),
    GETTID(186, 178),
    TIME(201, -1),
    FUTEX(202, 98),
    SCHED_GETAFFINITY(204, 123),
    GETDENTS64(217, 61),
    SET_TID_ADDRESS(218, 96),
    RESTART_SYSCALL(219, 128),
    CLOCK_GETTIME(228, 113),
    CLOCK_GETRES(229, 114),
    CLOCK_NANOSLEEP(230, 115),
    EXIT_GROUP(231, 94),
    TGKILL(234, 131),
    OPEN(2, -1),
    STAT(4, -1),
    LSTAT(6, -1),
    POLL(7, -1),
    OPENAT(257, 56),
    NEWFSTATAT(262, 79),
    READLINKAT(267, 78),
    FACCESSAT(269, 48),
    PPOLL(271, 73),
    SET_ROBUST_LIST(273, 99),
    GET_ROBUST_LIST(274, 100),
    PRLIMIT64(302, 261),
    GETCPU(309, 168),
    SECCOMP(317, 277),
    GETRANDOM(318, 278),
    MEMBARRIER(324, 283),
    STATX(332, 291),
    RSEQ(334, 293),
    CLONE3(435, 435),
    FACCESSAT2(439, 439);

    private final int onX86;
    private final int onArm;

    Syscall(int onX86, int onArm) {
        this.onX86 = onX86;
        this.onArm = onArm;
    }

    /** The number on that machine, or -1 if it has no such call. */
    int number(Machine machine) {
        return switch (machine) {
            case X86_64 -> onX86;
            case AARCH64 -> onArm;
        };
    }
}
