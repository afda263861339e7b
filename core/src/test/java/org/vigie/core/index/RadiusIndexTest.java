package org.vigie.core.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.vigie.core.hash.Pdq;

class RadiusIndexTest {
    @Property(tries = 250)
    void findsWhatAScanFindsAndNothingElse(
            @ForAll long seed,
            @ForAll Hashes.Shape shape,
            @ForAll @IntRange(max = 300) int size,
            @ForAll @IntRange(min = 11, max = 16) int bands,
            @ForAll @IntRange(max = 31) int radius) {
        Hashes hashes = new Hashes(seed);
        List<Pdq> list = hashes.list(shape, size);
        LinearScan scan = new LinearScan(list, ids(size));
        RadiusIndex scanning = builder(list).build();
        // bands of 23 bits take too much memory to be made hundreds of times
        RadiusIndex banded = builder(list).buildBandedOnly(Math.max(bands, seed % 16 == 0 ? 11 : 14));

        for (Pdq query : queries(hashes, list, radius)) {
            List<Hit> expected = scan.within(query, radius);
            assertThat(banded.within(query, radius)).isEqualTo(expected);
            assertThat(scanning.within(query, radius)).isEqualTo(expected);
        }
    }

    /** Short lists are scanned and long ones cut into more or fewer bands: each kind answers as the scan. */
    @Property(tries = 12)
    void findsWhatAScanFindsInListsLongEnoughForBands(
            @ForAll long seed, @ForAll Hashes.Shape shape, @ForAll @IntRange(max = 31) int radius) {
        Hashes hashes = new Hashes(seed);
        List<Pdq> list = new ArrayList<>(hashes.list(Hashes.Shape.RANDOM, 20_000));
        list.addAll(hashes.list(shape, 3_000));
        LinearScan scan = new LinearScan(list, ids(list.size()));
        RadiusIndex index = builder(list).build();

        for (Pdq query : queries(hashes, list, radius)) {
            assertThat(index.within(query, radius)).isEqualTo(scan.within(query, radius));
        }
    }

    @Property(tries = 200)
    void findsAHashWhoseDifferencesLieAsEvenlyAsTheyCanAndNotOneBitSooner(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 31) int distance) {
        Hashes hashes = new Hashes(seed);
        Pdq query = hashes.any();
        RadiusIndex index =
                RadiusIndex.builder().add(hashes.spreadAway(query, distance), 7).buildBandedOnly(16);

        assertThat(index.within(query, distance)).containsExactly(new Hit(7, distance));
        assertThat(index.within(query, distance - 1)).isEmpty();
    }

    @Example
    void aValueOfMoreEntriesThanTwoBytesCountIsFoundAsAnyOther() {
        Hashes hashes = new Hashes(1);
        Pdq picture = hashes.any();
        List<Pdq> list = new ArrayList<>(Collections.nCopies(70_000, picture));
        list.addAll(hashes.list(Hashes.Shape.RANDOM, 100));
        LinearScan scan = new LinearScan(list, ids(list.size()));
        RadiusIndex index = builder(list).buildBandedOnly(13);

        Pdq near = hashes.spreadAway(picture, 31);
        assertThat(index.within(near, 31)).isEqualTo(scan.within(near, 31));
        assertThat(index.within(list.getLast(), 31)).isEqualTo(scan.within(list.getLast(), 31));
    }

    @Property(tries = 60)
    void scansForManyHashesAtOnceAsForEachAlone(
            @ForAll long seed,
            @ForAll Hashes.Shape shape,
            @ForAll @IntRange(max = 2_000) int size,
            @ForAll @IntRange(max = 31) int radius) {
        Hashes hashes = new Hashes(seed);
        List<Pdq> list = hashes.list(shape, size);
        LinearScan scan = new LinearScan(list, ids(size));
        List<Pdq> queries = queries(hashes, list, radius);

        assertThat(builder(list).build().scan(queries, radius))
                .isEqualTo(queries.stream()
                        .map(query -> scan.within(query, radius))
                        .toList());
    }

    @Example
    void nearestComeFirstAndEquallyNearOnesById() {
        Hashes hashes = new Hashes(1);
        Pdq query = hashes.any();
        RadiusIndex index = RadiusIndex.of(
                new Pdq[] {hashes.away(query, 9), query, hashes.away(query, 2), query, hashes.away(query, 32)},
                new long[] {1, 50, 3, -4, 5});

        assertThat(index.within(query, 31))
                .containsExactly(new Hit(-4, 0), new Hit(50, 0), new Hit(3, 2), new Hit(1, 9));
        assertThat(index.size()).isEqualTo(5);
    }

    @Example
    void findsNothingWhereThereIsNothing() {
        RadiusIndex index = RadiusIndex.builder().build();

        assertThat(index.within(new Hashes(1).any(), 31)).isEmpty();
        assertThat(index.size()).isZero();
    }

    @Example
    void refusesARadiusForWhichTheBandsProveNothing() {
        RadiusIndex index = RadiusIndex.builder().build();
        Pdq query = new Hashes(1).any();

        assertThatIllegalArgumentException().isThrownBy(() -> index.within(query, 32));
        assertThatIllegalArgumentException().isThrownBy(() -> index.within(query, -1));
    }

    @Example
    void refusesHashesWithoutIds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RadiusIndex.of(new Pdq[] {new Hashes(1).any()}, new long[0]));
    }

    /** Unrelated ones, entries themselves, and hashes just inside and just outside the radius of an entry. */
    private static List<Pdq> queries(Hashes hashes, List<Pdq> list, int radius) {
        List<Pdq> queries = new ArrayList<>(List.of(hashes.any()));
        for (int at = 0; at < list.size(); at += 1 + list.size() / 4) {
            Pdq entry = list.get(at);
            queries.add(entry);
            queries.add(hashes.away(entry, radius));
            queries.add(hashes.away(entry, radius + 1));
            queries.add(hashes.spreadAway(entry, radius));
        }
        return queries;
    }

    private static RadiusIndex.Builder builder(List<Pdq> list) {
        RadiusIndex.Builder builder = RadiusIndex.builder();
        for (int i = 0; i < list.size(); i++) {
            builder.add(list.get(i), id(i));
        }
        return builder;
    }

    private static List<Long> ids(int size) {
        return LongStream.range(0, size).map(RadiusIndexTest::id).boxed().toList();
    }

    /** Not in the order of the entries, so that the order of hits is put to the test. */
    private static long id(long position) {
        return position * 7919 % 100_003 - 50_000;
    }
}
