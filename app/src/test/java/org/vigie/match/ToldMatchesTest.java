package org.vigie.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.MaterialClass;

/** Which matches are told where there are more than are told. */
class ToldMatchesTest {
    private static final HashValue HASH = new HashValue(HashAlgorithm.PDQ, "0".repeat(64));

    private final List<Match> found = new ArrayList<>();

    /** Retro-matching asks whether the list of the round is among the matches. */
    @Test
    void aListIsToldHoweverMuchOthersFound() {
        for (int list = 0; list < 6; list++) {
            add(list, MatchLimits.MATCHES_PER_LIST_MAX, true);
        }
        add(6, 3, false);

        List<Match> kept = limited();

        assertThat(kept).hasSize(MatchLimits.MATCHES_MAX).isSortedAccordingTo(Finding.ORDER);
        assertThat(kept).filteredOn(match -> !match.mayNotify()).hasSize(1);
        assertThat(kept.stream().map(Match::list).distinct()).hasSize(7);
    }

    @Test
    void whatMayNotifyIsNotHiddenByListsOfWhichNothingMay() {
        for (int list = 0; list < MatchLimits.MATCHES_MAX + 10; list++) {
            add(list, 1, false);
        }
        add(7, 1, true);

        assertThat(limited())
                .hasSize(MatchLimits.MATCHES_MAX)
                .filteredOn(Match::mayNotify)
                .hasSize(1);
    }

    private List<Match> limited() {
        found.sort(Finding.ORDER);
        return Finding.limited(found);
    }

    private void add(int list, int matches, boolean mayNotify) {
        for (int i = 0; i < matches; i++) {
            found.add(new Match(
                    new ListId(new UUID(0, list)),
                    "List " + list,
                    found.size() + 1,
                    HASH,
                    Match.Kind.NEAR,
                    i,
                    MaterialClass.CSAM,
                    mayNotify));
        }
    }
}
