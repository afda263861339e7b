package org.vigie.media.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The kernel's packet filter machine, as far as the filter uses it, after {@code linux/filter.h}. */
final class FilterMachine {
    private final byte[] program;

    FilterMachine(byte[] program) {
        this.program = program;
    }

    /** What the filter answers to a call of that number with those arguments. */
    int answer(int architecture, int number, long... arguments) {
        ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(number).putInt(architecture).putLong(0);
        for (long argument : arguments) {
            data.putLong(argument);
        }
        ByteBuffer code = ByteBuffer.wrap(program).order(ByteOrder.nativeOrder());
        int accumulator = 0;
        int at = 0;
        while (true) {
            int operation = code.getShort(at * 8) & 0xffff;
            int ifTrue = code.get(at * 8 + 2) & 0xff;
            int ifFalse = code.get(at * 8 + 3) & 0xff;
            int operand = code.getInt(at * 8 + 4);
            at++;
            switch (operation) {
                case 0x20 -> accumulator = data.getInt(operand);
                case 0x54 -> accumulator &= operand;
                case 0x15 -> at += accumulator == operand ? ifTrue : ifFalse;
                case 0x35 -> at += Integer.compareUnsigned(accumulator, operand) >= 0 ? ifTrue : ifFalse;
                case 0x06 -> {
                    return operand;
                }
                default -> throw new IllegalStateException("operation " + operation);
            }
        }
    }
}
