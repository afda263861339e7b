package org.vigie.item;

import java.time.Instant;
import java.util.Map;

/**
 * One line of an item's history.
 *
 * @param facts codes, numbers and ids by name; never an address
 * @param words what a person wrote; empty where nobody did
 */
record ItemEvent(int spell, Kind kind, Instant at, Map<String, String> facts, String words) {
    /** What happened. The words are under {@code item.event.…}. */
    enum Kind {
        MATCHED,
        MATCHED_AGAIN,
        CONFIRMED,
        UNCONFIRMED,
        HELD,
        RELEASED,
        DISMISSED,
        NOTIFIED,
        STILL_UP,
        MISSED,
        GONE,
        REAPPEARED
    }

    ItemEvent {
        facts = Map.copyOf(facts);
    }

    static ItemEvent of(Item item, Kind kind, Instant at, Map<String, String> facts) {
        return new ItemEvent(item.spell(), kind, at, facts, "");
    }

    ItemEvent saying(String words) {
        return new ItemEvent(spell, kind, at, facts, words);
    }

    /** What a person wrote stays out of logs. */
    @Override
    public String toString() {
        return "ItemEvent[" + kind + "]";
    }
}
