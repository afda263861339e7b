package org.vigie.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the sandbox costs an item: the time through it less the time that the same picture took without it a moment before or
 * after, so that a busy machine is busy for both.
 */
final class SandboxCost {
    private static final double SHARE = 0.95;
    private static final double NANOS_PER_MILLI = 1e6;

    private final List<Double> millis = new ArrayList<>();

    /** Measures each picture once both ways, the one that goes first taking turns. */
    void round(List<byte[]> pictures, Consumer<byte[]> bare, Consumer<byte[]> sandboxed, boolean counts) {
        boolean bareFirst = true;
        for (byte[] picture : pictures) {
            double first = time(picture, bareFirst ? bare : sandboxed);
            double second = time(picture, bareFirst ? sandboxed : bare);
            if (counts) {
                millis.add(bareFirst ? second - first : first - second);
            }
            bareFirst = !bareFirst;
        }
    }

    private static double time(byte[] picture, Consumer<byte[]> work) {
        long start = System.nanoTime();
        work.accept(picture);
        return (System.nanoTime() - start) / NANOS_PER_MILLI;
    }

    /** Milliseconds that 95 of 100 items stay below; 0 where nothing was measured. */
    double p95() {
        if (millis.isEmpty()) {
            return 0;
        }
        Collections.sort(millis);
        return millis.get(Math.min(millis.size() - 1, (int) Math.ceil(SHARE * millis.size()) - 1));
    }

    double median() {
        Collections.sort(millis);
        return millis.isEmpty() ? 0 : millis.get(millis.size() / 2);
    }
}
