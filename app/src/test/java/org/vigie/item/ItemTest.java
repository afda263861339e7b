package org.vigie.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.MaterialClass;

class ItemTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(600);

    static Stream<Arguments> arrows() {
        return Stream.of(
                arrows(ItemState.MATCHED, ItemState.CONFIRMED, ItemState.UNCONFIRMED, ItemState.DISMISSED),
                arrows(ItemState.CONFIRMED, ItemState.NOTIFIED, ItemState.HELD, ItemState.GONE, ItemState.DISMISSED),
                arrows(ItemState.HELD, ItemState.CONFIRMED, ItemState.MATCHED, ItemState.GONE, ItemState.DISMISSED),
                arrows(ItemState.NOTIFIED, ItemState.GONE, ItemState.HELD),
                arrows(ItemState.GONE, ItemState.MATCHED),
                arrows(ItemState.DISMISSED, ItemState.MATCHED),
                arrows(ItemState.UNCONFIRMED, ItemState.MATCHED));
    }

    private static Arguments arrows(ItemState from, ItemState... to) {
        return Arguments.of(from, EnumSet.copyOf(Arrays.asList(to)));
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void aStateLeadsWhereTheTableSaysAndNowhereElse(ItemState from, Set<ItemState> to) {
        for (ItemState next : ItemState.values()) {
            assertThat(from.canBecome(next)).as("%s to %s", from, next).isEqualTo(to.contains(next));
        }
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change(item -> item.confirmed(LATER), ItemState.CONFIRMED),
                change(item -> item.unconfirmed(LATER), ItemState.UNCONFIRMED),
                change(item -> item.dismissed(LATER), ItemState.DISMISSED),
                change(item -> item.notified(LATER), ItemState.NOTIFIED),
                change(item -> item.gone(LATER), ItemState.GONE),
                change(item -> item.reconsidered(LATER), ItemState.MATCHED));
    }

    private static Arguments change(UnaryOperator<Item> change, ItemState to) {
        return Arguments.of(change, to);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeThatTheTableDoesNotHaveIsAMistake(UnaryOperator<Item> change, ItemState to) {
        for (ItemState from : ItemState.values()) {
            Item item = in(from);
            if (from.canBecome(to)) {
                assertThat(change.apply(item).state()).isEqualTo(to);
                assertThat(change.apply(item).stateSince()).isEqualTo(LATER);
            } else {
                assertThatIllegalStateException()
                        .isThrownBy(() -> change.apply(item))
                        .withMessageContaining(from.name());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyAHeldItemHasAReasonToWait(ItemState state) {
        HoldReason wrong = state == ItemState.HELD ? null : HoldReason.NO_CONTACT;

        assertThatIllegalArgumentException().isThrownBy(() -> new Item(ItemId.fresh(), state, wrong, 1, NOON, NOON, 0));
    }

    @ParameterizedTest
    @EnumSource(names = {"GONE", "UNCONFIRMED"})
    void whatIsSettledBeginsANewSpellWhenItIsSeenAgain(ItemState state) {
        Item again =
                in(state).after(List.of(exact(1)), List.of(exact(1)), LATER).orElseThrow();

        assertThat(again.state()).isEqualTo(ItemState.MATCHED);
        assertThat(again.spell()).isEqualTo(2);
        assertThat(again.firstSeen()).isEqualTo(NOON);
    }

    @ParameterizedTest
    @EnumSource(names = {"MATCHED", "CONFIRMED", "NOTIFIED"})
    void whatIsUnderWayGoesOnWhenItIsSeenAgain(ItemState state) {
        assertThat(in(state).after(List.of(exact(1)), List.of(exact(2)), LATER)).isEmpty();
    }

    @Test
    void aDismissalHoldsForTheEntriesItWasMadeFor() {
        Item dismissed = in(ItemState.DISMISSED);

        assertThat(dismissed.after(List.of(near(1, 9)), List.of(near(1, 4)), LATER))
                .isEmpty();
        assertThat(dismissed.after(List.of(near(1, 9)), List.of(near(1, 9), near(2, 20)), LATER))
                .get()
                .extracting(Item::state)
                .isEqualTo(ItemState.MATCHED);
    }

    @ParameterizedTest
    @CsvSource({
        "NEAR_MATCH, true",
        "LIST_POLICY, true",
        "CLASS_NOT_NOTIFIED, true",
        "NO_CONTACT, false",
        "NEW_CONTACT, false",
        "POLICE_HOLD, false",
        "NON_DISCLOSURE, false",
        "UNDELIVERABLE, false"
    })
    void aBetterMatchEndsOnlyAWaitForOne(HoldReason reason, boolean ends) {
        Item held = in(ItemState.CONFIRMED).held(reason, NOON);

        assertThat(held.after(List.of(near(1, 9)), List.of(exact(2)), LATER).isPresent())
                .isEqualTo(ends);
        assertThat(held.after(List.of(near(1, 9)), List.of(near(2, 3)), LATER)).isEmpty();
    }

    @Test
    void aWaitThatABetterMatchEndsIsConfirmedAnewInTheSameSpell() {
        Item held = in(ItemState.CONFIRMED).held(HoldReason.NEAR_MATCH, NOON);

        Item again = held.after(List.of(near(1, 9)), List.of(exact(2)), LATER).orElseThrow();

        assertThat(again.state()).isEqualTo(ItemState.MATCHED);
        assertThat(again.spell()).isEqualTo(1);
        assertThat(again.holdReason()).isNull();
    }

    @Test
    void aSpellIsGoneBetweenTheLastLookThatSawItAndTheFirstThatDidNot() {
        Spell spell = Spell.opened(1, NOON).seenUp(LATER).missed(LATER.plusSeconds(60));

        assertThat(spell.isMissing()).isTrue();
        assertThat(spell.gone(NOON, LATER.plusSeconds(60), LATER.plusSeconds(900))
                        .lastSeenUp())
                .isEqualTo(LATER);
        assertThatIllegalArgumentException().isThrownBy(() -> spell.gone(NOON, NOON, LATER));
        assertThat(spell.seenUp(LATER.plusSeconds(61)).isMissing()).isFalse();
    }

    private static Item in(ItemState state) {
        HoldReason reason = state == ItemState.HELD ? HoldReason.NEAR_MATCH : null;
        return new Item(ItemId.fresh(), state, reason, 1, NOON, NOON, 0);
    }

    static ItemMatch exact(long entry) {
        var hash = new HashValue(HashAlgorithm.MD5, "%032x".formatted(entry));
        return new ItemMatch(
                new ListId(new UUID(1, 1)),
                "Patterns",
                new EntryId(entry),
                hash,
                ItemMatch.Kind.EXACT,
                0,
                MaterialClass.CSAM,
                true);
    }

    static ItemMatch near(long entry, int distance) {
        var hash = new HashValue(HashAlgorithm.PDQ, "%064x".formatted(entry));
        return new ItemMatch(
                new ListId(new UUID(1, 1)),
                "Patterns",
                new EntryId(entry),
                hash,
                ItemMatch.Kind.NEAR,
                distance,
                MaterialClass.CSAM,
                false);
    }
}
