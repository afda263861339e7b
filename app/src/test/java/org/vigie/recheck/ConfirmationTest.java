package org.vigie.recheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.vigie.crawl.LookDone;
import org.vigie.crawl.LookId;
import org.vigie.crawl.LookKind;
import org.vigie.crawl.LookOutcome;
import org.vigie.item.ItemState;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;

/** A match is repeated before it counts: what the second look may say, and what follows. */
class ConfirmationTest extends RecheckTestBase {
    @Test
    void aSecondLookThatMatchesConfirms() {
        look(LookOutcome.PRESENT, KNOWN);
        assertThat(item().state()).isEqualTo(ItemState.CONFIRMED);
        assertThat(awaited()).isNotNull();
    }

    @Test
    void aSecondLookThatFindsSomethingElseDoesNotConfirm() {
        look(LookOutcome.PRESENT, OTHER);
        assertThat(item().state()).isEqualTo(ItemState.UNCONFIRMED);
        assertThat(awaited()).isNull();
    }

    @Test
    void aSecondLookThatFindsNothingDoesNotConfirm() {
        look(LookOutcome.MISSING, null);
        assertThat(item().state()).isEqualTo(ItemState.UNCONFIRMED);
    }

    @Test
    void aSecondLookThatSaysNothingIsRepeatedAndEndsAfterAFixedNumberOfTries() {
        for (int i = 1; i < 8; i++) {
            look(LookOutcome.UNCLEAR, null);
            assertThat(item().state()).isEqualTo(ItemState.MATCHED);
            assertThat(awaited()).isNotNull();
        }
        look(LookOutcome.UNCLEAR, null);
        assertThat(item().state()).isEqualTo(ItemState.UNCONFIRMED);
        assertThat(awaited()).isNull();
    }

    @Test
    void aPictureThatCouldNotBeDecodedContradictsNoMatch() {
        look(LookOutcome.PRESENT, OTHER_UNDECODED);
        assertThat(item().state()).isEqualTo(ItemState.MATCHED);
        look(LookOutcome.PRESENT, KNOWN);
        assertThat(item().state()).isEqualTo(ItemState.CONFIRMED);
    }

    @Test
    void aPictureThatWeFailedToDecodeContradictsNoMatch() {
        weFailToDecode();
        assertThat(item().state()).isEqualTo(ItemState.MATCHED);
        assertThat(awaited()).isNotNull();
    }

    @Test
    void anAnswerThatComesTwiceOrTooLateSaysNothing() {
        LookId first = awaited();
        look(LookOutcome.UNCLEAR, null);
        tell(first, LookKind.CONFIRM, LookOutcome.MISSING, null);
        assertThat(item().state()).isEqualTo(ItemState.MATCHED);
    }

    @Test
    void anotherOrganisationCannotAnswer() {
        LookId look = awaited();
        OrgId other = fixtures.organisation("Recheck, another one");
        CurrentOrganisation.as(
                other,
                () -> transaction.executeWithoutResult(status -> events.publishEvent(new LookDone(
                        Objects.requireNonNull(look),
                        item,
                        LookKind.CONFIRM,
                        LookOutcome.MISSING,
                        null,
                        List.of(),
                        false,
                        clock.instant()))));
        assertThat(item().state()).isEqualTo(ItemState.MATCHED);
    }
}
