package org.vigie.limit;

import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicBoolean;

/** What was taken of a program's day for something that may yet fail. */
public final class TakenOfDay {
    private final DayBlocks.Block block;
    private final LocalDate day;
    private final int count;
    private final AtomicBoolean isBack = new AtomicBoolean();

    TakenOfDay(DayBlocks.Block block, LocalDate day, int count) {
        this.block = block;
        this.day = day;
        this.count = count;
    }

    /** Undoes it, once; nothing where its day is over. */
    public void giveBack() {
        if (!isBack.getAndSet(true)) {
            block.giveBack(day, count);
        }
    }
}
