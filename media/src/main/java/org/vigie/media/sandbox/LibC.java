package org.vigie.media.sandbox;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** System calls by number through the C library's {@code syscall}, the one door that needs one method handle for all. */
final class LibC {
    private static final int ARGUMENTS = 6;
    private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final MethodHandle syscall;
    private final MemorySegment captured;
    private final Machine machine;

    @SuppressWarnings("restricted") // the launcher grants native access
    LibC(Machine machine) {
        this.machine = machine;
        FunctionDescriptor type =
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        Linker linker = Linker.nativeLinker();
        this.syscall = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("syscall"),
                type,
                Linker.Option.firstVariadicArg(1),
                Linker.Option.captureCallState("errno"));
        this.captured = Arena.global().allocate(CAPTURED);
    }

    /**
     * Calls the kernel.
     *
     * @param arguments at most 6: {@code MemorySegment} for pointers, {@code Number} for the rest
     * @return what the call gives, or the negative of the error number
     */
    long call(Syscall call, Object... arguments) {
        MemorySegment[] six = new MemorySegment[ARGUMENTS];
        for (int i = 0; i < ARGUMENTS; i++) {
            six[i] = i >= arguments.length ? MemorySegment.NULL : argument(arguments[i]);
        }
        try {
            long answer = (long) syscall.invokeExact(
                    captured, (long) call.number(machine), six[0], six[1], six[2], six[3], six[4], six[5]);
            return answer == -1 ? -(int) ERRNO.get(captured, 0L) : answer;
        } catch (Throwable e) {
            throw new IllegalStateException("system call " + call, e);
        }
    }

    private static MemorySegment argument(Object argument) {
        return argument instanceof MemorySegment pointer
                ? pointer
                : MemorySegment.ofAddress(((Number) argument).longValue());
    }

    /** A pair of 64-bit numbers in memory, as {@code struct rlimit} is. */
    static MemorySegment pair(Arena arena, long first, long second) {
        return arena.allocateFrom(JAVA_LONG, first, second);
    }

    /** {@code struct sock_fprog}: a count, padding, a pointer. */
    static MemorySegment filterProgram(Arena arena, byte[] program) {
        MemorySegment instructions = arena.allocate(program.length, Long.BYTES);
        MemorySegment.copy(program, 0, instructions, JAVA_BYTE, 0, program.length);
        MemorySegment whole = arena.allocate(2 * ADDRESS.byteSize(), ADDRESS.byteAlignment());
        whole.set(JAVA_INT, 0, program.length / SeccompFilter.INSTRUCTION);
        whole.set(ADDRESS, ADDRESS.byteSize(), instructions);
        return whole;
    }
}
