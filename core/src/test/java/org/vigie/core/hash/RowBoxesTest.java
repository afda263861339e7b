package org.vigie.core.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RowBoxesTest {
    /** Not nearly, but bit for bit: now and then a bit of a hash hangs on it. */
    @Property(tries = 300)
    void fourRowsAtATimeGiveWhatOneGives(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 1500) int width,
            @ForAll @IntRange(min = 1, max = 11) int height) {
        BoxFilter filter = BoxFilter.forSide(width);
        Random random = new Random(seed);
        List<float[]> expected = new ArrayList<>();
        List<float[]> means = new ArrayList<>();
        RowBoxes rows = new RowBoxes(filter, width, row -> means.add(row.clone()));
        for (int y = 0; y < height; y++) {
            float[] row = rows.next();
            for (int x = 0; x < width; x++) {
                row[x] = 255 * random.nextFloat();
            }
            float[] alone = new float[width];
            filter.alongRow(row, alone, width);
            expected.add(alone);
            rows.feed();
        }
        rows.end();

        assertThat(means).hasSize(height);
        for (int y = 0; y < height; y++) {
            assertThat(means.get(y)).containsExactly(expected.get(y));
        }
    }
}
