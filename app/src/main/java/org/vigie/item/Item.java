package org.vigie.item;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one item stands. What it is called and where it lies is sealed and kept apart.
 *
 * @param holdReason why it waits for a person; null unless it is {@link ItemState#HELD}
 * @param spell the number of the present or last spell, 1 for the first: a spell runs from appearing to being gone
 * @param firstSeen when anything was seen there for the first time
 * @param stateSince when it came into its state
 */
public record Item(
        ItemId id,
        ItemState state,
        @Nullable HoldReason holdReason,
        int spell,
        Instant firstSeen,
        Instant stateSince,
        int version) {
    public Item {
        if ((state == ItemState.HELD) != (holdReason != null)) {
            throw new IllegalArgumentException("item %s is %s for the reason %s".formatted(id, state, holdReason));
        }
    }

    static Item matched(ItemId id, Instant at) {
        return new Item(id, ItemState.MATCHED, null, 1, at, at, 0);
    }

    /** Seen before it matched. */
    static Item matchedSince(ItemId id, Instant seen, Instant at) {
        return new Item(id, ItemState.MATCHED, null, 1, seen, at, 0);
    }

    Item confirmed(Instant at) {
        return to(ItemState.CONFIRMED, null, at);
    }

    Item unconfirmed(Instant at) {
        return to(ItemState.UNCONFIRMED, null, at);
    }

    /** Holding a held item again only changes the reason. */
    Item held(HoldReason reason, Instant at) {
        return state == ItemState.HELD
                ? new Item(id, state, reason, spell, firstSeen, at, version)
                : to(ItemState.HELD, reason, at);
    }

    Item dismissed(Instant at) {
        return to(ItemState.DISMISSED, null, at);
    }

    Item notified(Instant at) {
        return to(ItemState.NOTIFIED, null, at);
    }

    Item gone(Instant at) {
        return to(ItemState.GONE, null, at);
    }

    /** Looked at anew within the same spell: a wait that a better match ends. */
    Item reconsidered(Instant at) {
        return to(ItemState.MATCHED, null, at);
    }

    /** Seen again after it was gone, or after it was settled otherwise: a new spell. */
    Item inNewSpell(Instant at) {
        Item matched = to(ItemState.MATCHED, null, at);
        return new Item(id, matched.state, null, spell + 1, firstSeen, at, version);
    }

    /**
     * What a sighting makes of the item; empty when it only adds to what is known.
     *
     * @param known the matches of the item so far
     * @param seen those of the sighting
     */
    Optional<Item> after(List<ItemMatch> known, List<ItemMatch> seen, Instant at) {
        return switch (state) {
            case MATCHED, CONFIRMED, NOTIFIED -> Optional.empty();
            case HELD -> isBetter(known, seen) ? Optional.of(reconsidered(at)) : Optional.empty();
            case GONE, UNCONFIRMED -> Optional.of(inNewSpell(at));
            case DISMISSED -> isOther(known, seen) ? Optional.of(inNewSpell(at)) : Optional.empty();
        };
    }

    /** A match that may notify ends a wait that was for want of one, and no other wait. */
    private boolean isBetter(List<ItemMatch> known, List<ItemMatch> seen) {
        if (holdReason != null && holdReason.endsWithAnotherEntry()) {
            return seen.stream().anyMatch(match -> match.mayNotify() && isOther(known, List.of(match)));
        }
        return holdReason != null
                && holdReason.endsWithABetterMatch()
                && known.stream().noneMatch(ItemMatch::mayNotify)
                && seen.stream().anyMatch(ItemMatch::mayNotify);
    }

    /** A person's dismissal holds for the entries that were matched then, and not for others. */
    private static boolean isOther(List<ItemMatch> known, List<ItemMatch> seen) {
        return seen.stream().anyMatch(match -> known.stream().noneMatch(match::isSameEntryAs));
    }

    boolean canBecome(ItemState next) {
        return state.canBecome(next);
    }

    private Item to(ItemState next, @Nullable HoldReason reason, Instant at) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("item %s is %s, it cannot become %s".formatted(id, state, next));
        }
        return new Item(id, next, reason, spell, firstSeen, at, version);
    }
}
