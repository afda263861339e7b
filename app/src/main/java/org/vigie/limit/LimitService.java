package org.vigie.limit;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.organisation.CurrentOrganisation;

/** Counts, by the table {@link Limit}. */
@Service
public class LimitService {
    /** Whose bucket it is where all the world has one. */
    private static final String EVERYBODY = "";

    private final Map<Limit, Buckets> inMemory = new EnumMap<>(Limit.class);
    private final Map<Limit, LongAdder> turnedAwayByDay = new EnumMap<>(Limit.class);
    private final LimitDays days;
    private final DayBlocks blocks;
    private final LimitSettings settings;
    private final Clock clock;

    LimitService(LimitDays days, DayBlocks blocks, LimitSettings settings, Clock clock) {
        this.days = days;
        this.blocks = blocks;
        this.settings = settings;
        this.clock = clock;
        for (Limit limit : Limit.values()) {
            if (limit.isByDay()) {
                turnedAwayByDay.put(limit, new LongAdder());
            } else {
                inMemory.put(limit, new Buckets(limit, settings.of(limit), Limit.KEYS_MAX, clock));
            }
        }
    }

    /**
     * Takes one of a limit that is counted in memory.
     *
     * @param key of {@link Callers}
     * @return false when none is left now
     */
    public boolean take(Limit limit, String key) {
        var buckets = inMemory.get(limit);
        if (buckets == null) {
            throw new IllegalArgumentException(limit + " is counted by the day");
        }
        return buckets.take(key);
    }

    /** Gives one back that was taken of a limit counted in memory; the bucket is never more than full. */
    public void giveBack(Limit limit, String key) {
        var buckets = inMemory.get(limit);
        if (buckets == null) {
            throw new IllegalArgumentException(limit + " is counted by the day");
        }
        buckets.giveBack(key);
    }

    /** As {@link #take(Limit, String)}, of a limit that all the world shares. */
    public boolean take(Limit limit) {
        return take(limit, EVERYBODY);
    }

    /**
     * Takes so many of a day, in the transaction of what it is taken for: what is undone takes nothing.
     *
     * @return false, and nothing taken, when so many are not left
     */
    @Transactional
    public boolean takeOfDay(Limit limit, UUID whose, int count) {
        return takenOfDay(limit, whose, count).isPresent();
    }

    /**
     * The same for whoever must know where in the day this is. Of several at the same time each sees what those before took.
     *
     * @return how many of the day are taken, these included; empty, and nothing taken, when so many are not left
     */
    @Transactional
    public OptionalInt takenOfDay(Limit limit, UUID whose, int count) {
        demandByDay(limit);
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var day = new LimitDays.Day(CurrentOrganisation.require(), whose, today);
        var taken = days.take(limit, day, count, settings.of(limit));
        if (taken.isEmpty()) {
            countTurnedAway(limit);
        }
        return taken.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /**
     * Takes so many of the day of a program that asks often, before the transaction of what it is taken for: from memory, where
     * {@link Limit#BLOCK_MAX} at a time come from the database. What fails has to give it back.
     *
     * @param size of this one's bucket
     * @return empty, and nothing taken, when so many are not left
     * @throws IllegalStateException within a transaction
     */
    public Optional<TakenOfDay> takeOfBlock(Limit limit, UUID whose, int count, int size) {
        demandByDay(limit);
        var taken = blocks.take(limit, whose, count, size);
        if (taken.isEmpty()) {
            countTurnedAway(limit);
        }
        return taken;
    }

    private static void demandByDay(Limit limit) {
        if (!limit.isByDay()) {
            throw new IllegalArgumentException(limit + " is counted in memory");
        }
    }

    private void countTurnedAway(Limit limit) {
        turnedAwayByDay.getOrDefault(limit, new LongAdder()).increment();
    }

    /** The size that counts here. */
    public int size(Limit limit) {
        return settings.of(limit);
    }

    /** How much each limit is used, in the order of the table. */
    @Transactional(readOnly = true)
    public List<Pressure> pressures() {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var pressures = new ArrayList<Pressure>();
        for (Limit limit : Limit.values()) {
            var buckets = inMemory.get(limit);
            pressures.add(buckets == null ? byDay(limit, today) : buckets.pressure());
        }
        return pressures;
    }

    private Pressure byDay(Limit limit, LocalDate today) {
        int size = settings.of(limit);
        var used = days.used(limit, today, size);
        long turnedAway = turnedAwayByDay.getOrDefault(limit, new LongAdder()).sum();
        return new Pressure(limit, size, used.keys(), used.empty(), turnedAway);
    }
}
