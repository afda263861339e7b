package org.vigie.demo.world;

import java.time.Duration;

/**
 * How quick the people and machines of the world are.
 *
 * @param slowAnswer how long the slow host thinks before each answer
 * @param dripGap the pause between two bytes of the address that drips
 * @param dripWhole how long it drips before it hangs up
 * @param mailLook how often an operator looks into the mailbox
 * @param operatorActs from reading a notice to taking the picture down
 * @param putBackMisses how many times the missing picture must have been asked for before its host thinks nobody looks any more
 * @param putBackAfter from then until it is served again
 */
public record WorldTimings(
        Duration slowAnswer,
        Duration dripGap,
        Duration dripWhole,
        Duration mailLook,
        Duration operatorActs,
        int putBackMisses,
        Duration putBackAfter) {
    /** Short enough for a run of three minutes. */
    public static WorldTimings demo() {
        return new WorldTimings(
                Duration.ofMillis(700),
                Duration.ofSeconds(1),
                Duration.ofSeconds(15),
                Duration.ofMillis(300),
                Duration.ofSeconds(2),
                3,
                Duration.ofSeconds(4));
    }

    /** As short as threads allow, for tests. */
    public static WorldTimings tests() {
        return new WorldTimings(
                Duration.ofMillis(100),
                Duration.ofMillis(50),
                Duration.ofMillis(500),
                Duration.ofMillis(50),
                Duration.ofMillis(50),
                3,
                Duration.ofMillis(100));
    }
}
