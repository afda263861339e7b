package org.vigie.notice;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.MediaHashes;
import org.vigie.hashlist.MaterialClass;
import org.vigie.item.HoldReason;
import org.vigie.item.ItemId;
import org.vigie.item.ItemMatch;
import org.vigie.item.ItemState;

/**
 * An item as a notice needs it.
 *
 * @param ip of the server that answered last; null when not known
 * @param foundOn pages that show it
 * @param matches of the present spell, at least one
 * @param missing whether the last look did not find it
 */
record Subject(
        ItemId item,
        int spell,
        ItemState state,
        CanonicalAddress address,
        @Nullable InetAddress ip,
        List<CanonicalAddress> foundOn,
        MediaHashes hashes,
        List<ItemMatch> matches,
        Instant firstSeen,
        Instant lastSeen,
        boolean missing) {
    /** Exact before near, then the nearer one. */
    private static final Comparator<ItemMatch> BEST_FIRST = Comparator.comparing(ItemMatch::kind)
            .thenComparingInt(ItemMatch::distance)
            .thenComparing(ItemMatch::listName);

    Subject {
        foundOn = List.copyOf(foundOn);
        matches = matches.stream().sorted(BEST_FIRST).toList();
    }

    String host() {
        return address.host();
    }

    /** The same, served from there. */
    Subject at(@Nullable InetAddress address) {
        return new Subject(
                item, spell, state, this.address, address, foundOn, hashes, matches, firstSeen, lastSeen, missing);
    }

    /** Why the policy of the lists leaves it to a person; nothing when a match may notify by itself. */
    Optional<HoldReason> heldByPolicy() {
        if (matches.stream().anyMatch(ItemMatch::mayNotify)) {
            return Optional.empty();
        }
        if (matches.stream().noneMatch(match -> match.materialClass().mayNotify())) {
            return Optional.of(HoldReason.CLASS_NOT_NOTIFIED);
        }
        boolean exact = matches.stream()
                .anyMatch(match -> match.kind() == ItemMatch.Kind.EXACT
                        && match.materialClass().mayNotify());
        return Optional.of(exact ? HoldReason.LIST_POLICY : HoldReason.NEAR_MATCH);
    }

    /** What a notice may call it: the gravest class among its matches. */
    MaterialClass materialClass() {
        return matches.stream()
                .map(ItemMatch::materialClass)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The matches of that class. Classes are never mixed in one letter. */
    List<ItemMatch> matchesOf(MaterialClass materialClass) {
        return matches.stream()
                .filter(match -> match.materialClass() == materialClass)
                .toList();
    }

    @Override
    public String toString() {
        return "Subject[" + item + "]";
    }
}
