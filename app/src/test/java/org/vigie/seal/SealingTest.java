package org.vigie.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** What was sealed opens where it was sealed, whole, under its own keys; everything else is refused. */
@VigieTest
class SealingTest {
    private static final UUID ROW = UUID.fromString("00000000-0000-4000-8000-00000000000a");
    private static final UUID OTHER_ROW = UUID.fromString("00000000-0000-4000-8000-00000000000b");
    private static final SealedIn PLACE = new SealedIn("report", "words_sealed", ROW);

    @Autowired
    private Sealer sealer;

    @Autowired
    private TipSealer tips;

    @Autowired
    private DataKeys keys;

    @Autowired
    private Fixtures fixtures;

    @Test
    void columnsRefuseWhatWasMovedCutOrChanged() {
        byte[] sealed = sealer.seal("some words", PLACE);
        assertThat(sealer.open(sealed, PLACE)).isEqualTo("some words");
        elsewhere().forEach((name, place) -> refused(name, () -> sealer.open(sealed, place)));
        broken(sealed).forEach((name, bytes) -> refused(name, () -> sealer.open(bytes, PLACE)));
        assertThat(sealer.seal("some words", PLACE)).isNotEqualTo(sealed);
    }

    @Test
    void tipsRefuseTheSameAndOtherKeysToo() {
        OrgId org = fixtures.organisation("Tips of one");
        OrgId other = fixtures.organisation("Tips of another");
        DataKey key = CurrentOrganisation.as(org, () -> keys.create(UUID.randomUUID()));
        DataKey otherKey = CurrentOrganisation.as(org, () -> keys.create(UUID.randomUUID()));
        tips.seal("theirs", otherKey, other, PLACE); // so that the other has keys
        byte[] sealed = tips.seal("some words", key, org, PLACE);

        assertThat(tips.open(sealed, Optional.of(key), org, PLACE)).isEqualTo("some words");
        refused("key of another record", () -> tips.open(sealed, Optional.of(otherKey), org, PLACE));
        refused("no key", () -> tips.open(sealed, Optional.empty(), org, PLACE));
        refused("other organisation", () -> tips.open(sealed, Optional.of(key), other, PLACE));
        elsewhere().forEach((name, place) -> refused(name, () -> tips.open(sealed, Optional.of(key), org, place)));
        broken(sealed).forEach((name, bytes) -> refused(name, () -> tips.open(bytes, Optional.of(key), org, PLACE)));
    }

    private static Map<String, SealedIn> elsewhere() {
        return Map.of(
                "other row", new SealedIn("report", "words_sealed", OTHER_ROW),
                "other column", new SealedIn("report", "address_sealed", ROW),
                "other table", new SealedIn("notice", "words_sealed", ROW));
    }

    /** Every byte with one bit changed, every beginning, and a byte too many. */
    private static Map<String, byte[]> broken(byte[] sealed) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        for (int place = 0; place < sealed.length; place++) {
            byte[] flipped = sealed.clone();
            flipped[place] ^= (byte) (1 << place % 8);
            all.put("bit " + place, flipped);
            all.put("cut at " + place, Arrays.copyOf(sealed, place));
        }
        all.put("longer", Arrays.copyOf(sealed, sealed.length + 1));
        return all;
    }

    private static void refused(String name, Runnable opening) {
        assertThatThrownBy(opening::run).as(name).isInstanceOf(IllegalStateException.class);
    }
}
