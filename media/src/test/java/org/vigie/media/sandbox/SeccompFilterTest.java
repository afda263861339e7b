package org.vigie.media.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeccompFilterTest {
    private static final int OWN_PID = 2;

    private static final int O_CREAT = 0100;
    private static final int O_CLOEXEC = 02000000;

    private static int answer(Machine machine, Syscall call, long... arguments) {
        FilterMachine filter = new FilterMachine(SeccompFilter.program(machine, OWN_PID));
        return filter.answer(machine.auditArch(), call.number(machine), arguments);
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    void whatIsOnNoListIsRefused(Machine machine) {
        FilterMachine filter = new FilterMachine(SeccompFilter.program(machine, OWN_PID));
        Set<Integer> known = new java.util.HashSet<>();
        EnumSet.allOf(Syscall.class).forEach(call -> known.add(call.number(machine)));
        for (int number = 0; number < 600; number++) {
            if (!known.contains(number)) {
                assertThat(filter.answer(machine.auditArch(), number))
                        .as("call %d", number)
                        .isEqualTo(SeccompFilter.REFUSE);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    void socketsProgramsSignalsAndTracingAreRefused(Machine machine) {
        for (Syscall call : EnumSet.of(Syscall.SOCKET, Syscall.EXECVE, Syscall.KILL, Syscall.PTRACE, Syscall.SECCOMP)) {
            assertThat(answer(machine, call)).as(call.name()).isEqualTo(SeccompFilter.REFUSE);
        }
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    void anotherArchitectureKills(Machine machine) {
        FilterMachine filter = new FilterMachine(SeccompFilter.program(machine, OWN_PID));
        for (Machine other : Machine.values()) {
            if (other != machine) {
                assertThat(filter.answer(other.auditArch(), 0)).isEqualTo(SeccompFilter.KILL_PROCESS);
            }
        }
        assertThat(filter.answer(0x4000_0003, 0)).as("32-bit x86").isEqualTo(SeccompFilter.KILL_PROCESS);
    }

    @ParameterizedTest
    @EnumSource(value = Machine.class, names = "X86_64")
    void theOtherNumbersOfTheSameArchitectureKill(Machine machine) {
        FilterMachine filter = new FilterMachine(SeccompFilter.program(machine, OWN_PID));
        assertThat(filter.answer(machine.auditArch(), 0x4000_0000)).isEqualTo(SeccompFilter.KILL_PROCESS);
        assertThat(filter.answer(machine.auditArch(), -1)).isEqualTo(SeccompFilter.KILL_PROCESS);
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    void filesAreOpenedForReadingOnly(Machine machine) {
        long here = -100;
        assertThat(answer(machine, Syscall.OPENAT, here, 0, O_CLOEXEC)).isEqualTo(SeccompFilter.ALLOW);
        for (long flags : new long[] {1, 2, 3, O_CREAT, 01000, 020200002}) {
            assertThat(answer(machine, Syscall.OPENAT, here, 0, flags)).isEqualTo(SeccompFilter.REFUSE);
            assertThat(answer(machine, Syscall.OPENAT, here, 0, flags | O_CLOEXEC))
                    .isEqualTo(SeccompFilter.REFUSE);
        }
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    void threadsMayBeStartedAndProcessesNot(Machine machine) {
        assertThat(answer(machine, Syscall.CLONE, 0x3d_0f00)).isEqualTo(SeccompFilter.ALLOW);
        assertThat(answer(machine, Syscall.CLONE, 17 /* SIGCHLD: fork */)).isEqualTo(SeccompFilter.REFUSE);
        assertThat(answer(machine, Syscall.CLONE, 0x4111 /* vfork */)).isEqualTo(SeccompFilter.REFUSE);
        assertThat(answer(machine, Syscall.CLONE3)).isEqualTo(SeccompFilter.NO_SUCH_CALL);
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    void memoryIsPrivate(Machine machine) {
        assertThat(answer(machine, Syscall.MMAP, 0, 4096, 3, 0x4022)).isEqualTo(SeccompFilter.ALLOW);
        assertThat(answer(machine, Syscall.MMAP, 0, 4096, 1, 0x1))
                .as("a file, shared")
                .isEqualTo(SeccompFilter.ALLOW);
        assertThat(answer(machine, Syscall.MMAP, 0, 4096, 3, 0x21)).isEqualTo(SeccompFilter.REFUSE);
        assertThat(answer(machine, Syscall.MMAP, 0, 4096, 3, 0x23)).isEqualTo(SeccompFilter.REFUSE);
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    void ownThreadsMayBeSignalledAndOthersNot(Machine machine) {
        assertThat(answer(machine, Syscall.TGKILL, OWN_PID, 9, 12)).isEqualTo(SeccompFilter.ALLOW);
        assertThat(answer(machine, Syscall.TGKILL, 1, 1, 12)).isEqualTo(SeccompFilter.REFUSE);
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    void limitsAreReadAndNeverSet(Machine machine) {
        assertThat(answer(machine, Syscall.PRLIMIT64, 0, 2, 0, 0x7f00_0000_1000L))
                .isEqualTo(SeccompFilter.ALLOW);
        assertThat(answer(machine, Syscall.PRLIMIT64, 0, 2, 0x1000, 0)).isEqualTo(SeccompFilter.REFUSE);
        assertThat(answer(machine, Syscall.PRLIMIT64, 0, 2, 0x1_0000_0000L, 0)).isEqualTo(SeccompFilter.REFUSE);
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    void nothingIsTypedIntoATerminal(Machine machine) {
        assertThat(answer(machine, Syscall.IOCTL, 0, 0x5412 /* TIOCSTI */)).isEqualTo(SeccompFilter.REFUSE);
        assertThat(answer(machine, Syscall.IOCTL, 0, 0x541b /* FIONREAD */)).isEqualTo(SeccompFilter.ALLOW);
    }
}
