package org.vigie.recheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vigie.crawl.LookOutcome;
import org.vigie.hashlist.EntryId;
import org.vigie.item.ItemState;
import org.vigie.item.Spell;
import org.vigie.organisation.CurrentOrganisation;

/** When an item counts as gone, and what happens when it is back. */
class RemovalTest extends RecheckTestBase {
    @ParameterizedTest
    @EnumSource
    void threeSpacedMissesByContentMakeItGone(Miss miss) {
        confirm();
        Instant lastSeenUp = clock.instant();
        later(Duration.ofHours(4));
        Instant firstSeenDown = clock.instant();
        miss(miss);
        later(GAP);
        miss(miss);
        assertThat(item().state()).isEqualTo(ItemState.CONFIRMED);
        later(GAP);
        miss(miss);
        assertThat(item().state()).isEqualTo(ItemState.GONE);
        Spell spell = in(() -> items.spell(item));
        assertThat(spell.lastSeenUp()).isEqualTo(lastSeenUp);
        assertThat(spell.firstSeenDown()).isEqualTo(firstSeenDown);
    }

    @Test
    void missesThatAreTooCloseCountAsOne() {
        confirm();
        for (int i = 0; i < 6; i++) {
            later(Duration.ofMinutes(4));
            miss(Miss.NOT_FOUND);
        }
        assertThat(item().state()).isEqualTo(ItemState.CONFIRMED);
        later(GAP);
        miss(Miss.NOT_FOUND);
        assertThat(item().state()).isEqualTo(ItemState.GONE);
    }

    @Test
    void aLookThatSaysNothingNeitherCountsNorStartsTheCountAgain() {
        confirm();
        for (int i = 0; i < 2; i++) {
            later(GAP);
            miss(Miss.NOT_FOUND);
            later(GAP);
            look(LookOutcome.UNCLEAR, null);
        }
        assertThat(item().state()).isEqualTo(ItemState.CONFIRMED);
        later(GAP);
        miss(Miss.NOT_FOUND);
        assertThat(item().state()).isEqualTo(ItemState.GONE);
    }

    /** A copy that was encoded anew matches only nearly, and then only if we manage to decode it. */
    @Test
    void ourFailureToDecodeIsNoRemoval() {
        confirm();
        for (int i = 0; i < 4; i++) {
            later(GAP);
            weFailToDecode();
            assertThat(awaited()).isNotNull();
        }
        Spell spell = in(() -> items.spell(item));
        assertThat(spell.isMissing()).isFalse();
        assertThat(item().state()).isEqualTo(ItemState.CONFIRMED);
    }

    @Test
    void beingSeenStartsTheCountAgain() {
        confirm();
        later(GAP);
        miss(Miss.NOT_FOUND);
        later(GAP);
        miss(Miss.NOT_FOUND);
        later(GAP);
        look(LookOutcome.PRESENT, KNOWN);
        later(GAP);
        miss(Miss.NOT_FOUND);
        assertThat(item().state()).isEqualTo(ItemState.CONFIRMED);
    }

    @Test
    void beingSeenByTheCrawlMeanwhileStartsTheCountAgain() {
        confirm();
        later(GAP);
        miss(Miss.NOT_FOUND);
        later(GAP);
        miss(Miss.NOT_FOUND);
        later(Duration.ofMinutes(5));
        sighted();
        later(Duration.ofMinutes(5));
        miss(Miss.NOT_FOUND);
        assertThat(item().state()).isEqualTo(ItemState.CONFIRMED);
        later(GAP);
        miss(Miss.NOT_FOUND);
        later(GAP);
        miss(Miss.NOT_FOUND);
        assertThat(item().state()).isEqualTo(ItemState.GONE);
    }

    @Test
    void whatComesBackBeginsANewSpellThatIsConfirmedAnew() {
        gone();
        later(Duration.ofDays(2));
        look(LookOutcome.PRESENT, KNOWN);
        assertThat(item().state()).isEqualTo(ItemState.MATCHED);
        assertThat(item().spell()).isEqualTo(2);
        later(Duration.ofMinutes(1));
        look(LookOutcome.PRESENT, KNOWN);
        assertThat(item().state()).isEqualTo(ItemState.CONFIRMED);
    }

    @Test
    void whatStaysGoneIsLookedAtForALongTimeAndThenNoMore() {
        gone();
        for (int month = 0; month < 14 && awaited() != null; month++) {
            later(Duration.ofDays(30));
            miss(Miss.NOT_FOUND);
        }
        assertThat(awaited()).isNull();
        assertThat(item().state()).isEqualTo(ItemState.GONE);
    }

    @Test
    void anEntryThatIsWithdrawnIsNoRemoval() {
        confirm();
        CurrentOrganisation.as(org, () -> {
            EntryId entry = lists.entry(list, KNOWN.sha256()).orElseThrow().id();
            lists.withdraw(entry, "recalled", PERSON);
        });
        for (int i = 0; i < 4; i++) {
            later(GAP);
            look(LookOutcome.PRESENT, KNOWN);
        }
        assertThat(item().state()).isEqualTo(ItemState.CONFIRMED);
    }
}
