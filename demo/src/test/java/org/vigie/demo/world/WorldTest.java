package org.vigie.demo.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.Pdq;

class WorldTest {
    private static final WorldSettings SETTINGS = WorldSettings.ofSeed(1).withTimings(WorldTimings.tests());

    @Test
    void followingLinksLeadsToEveryPlantAndToNothingElseThatIsListed() {
        try (World world = World.start(SETTINGS, Clock.systemUTC())) {
            Walker walker = new Walker(world.port());
            world.hosts().forEach(walker::walk);
            Set<HashValue> list = listed(world);

            Set<String> matched = new HashSet<>();
            walker.pictures().forEach((address, bytes) -> {
                if (matches(bytes, list)) {
                    matched.add(address);
                }
            });

            assertThat(matched)
                    .containsExactlyInAnyOrderElementsOf(
                            world.plants().stream().map(Plant::address).collect(Collectors.toSet()));
            assertThat(world.plantsThatDecodingCanReach()).hasSize(14);
            assertThat(world.plants()).filteredOn(Plant::isForbidden).hasSize(1);
            assertThat(world.plants()).extracting(Plant::kind).contains(Plant.Kind.EXACT, Plant.Kind.NEAR);
            assertThat(world.plants()).extracting(Plant::behaviour).contains(Behaviour.values());
        }
    }

    @Test
    void pagesThatArePlantedOnDoShowThePlant() {
        try (World world = World.start(SETTINGS.withHosts(6), Clock.systemUTC())) {
            Walker walker = new Walker(world.port());
            for (Plant plant : world.plants()) {
                for (String page : plant.foundOn()) {
                    assertThat(walker.text(page)).contains(plant.path());
                }
            }
            assertThat(world.reports())
                    .allSatisfy(report ->
                            assertThat(walker.status(report.address())).isEqualTo(200));
        }
    }

    @Test
    void otherSeedsMakeOtherWorlds() {
        try (World one = World.start(small(1), Clock.systemUTC());
                World same = World.start(small(1), Clock.systemUTC());
                World other = World.start(small(2), Clock.systemUTC())) {
            assertThat(same.hashListCsv()).isEqualTo(one.hashListCsv());
            assertThat(same.hosts()).isEqualTo(one.hosts());
            assertThat(same.plants())
                    .extracting(Plant::path)
                    .isEqualTo(one.plants().stream().map(Plant::path).toList());
            assertThat(other.hashListCsv()).isNotEqualTo(one.hashListCsv());
            assertThat(other.hosts()).isNotEqualTo(one.hosts());
        }
    }

    private static WorldSettings small(long seed) {
        return new WorldSettings(seed, 3, 6, WorldTimings.tests());
    }

    @Test
    void withoutPlantsNothingServedIsListed() {
        try (World world = World.start(SETTINGS.withHosts(6).withPlants(0), Clock.systemUTC())) {
            Walker walker = new Walker(world.port());
            world.hosts().forEach(walker::walk);
            Set<HashValue> list = listed(world);

            assertThat(list).isNotEmpty();
            assertThat(world.plants()).isEmpty();
            assertThat(walker.pictures())
                    .isNotEmpty()
                    .allSatisfy((_, bytes) -> assertThat(matches(bytes, list)).isFalse());
        }
    }

    private static Set<HashValue> listed(World world) {
        List<String> lines = world.hashListCsv().lines().toList();
        assertThat(lines.getFirst()).isEqualTo("algorithm,hash,class,source,note");
        return lines.stream().skip(1).map(WorldTest::entry).collect(Collectors.toSet());
    }

    private static HashValue entry(String line) {
        int first = line.indexOf(',');
        HashAlgorithm algorithm =
                HashAlgorithm.ofLabel(line.substring(0, first)).orElseThrow();
        return new HashValue(algorithm, line.substring(first + 1, line.indexOf(',', first + 1)));
    }

    private static boolean matches(byte[] bytes, Set<HashValue> list) {
        return Walker.format(bytes)
                .map(format -> PictureFile.of(bytes, format))
                .filter(file -> matches(file, list))
                .isPresent();
    }

    private static boolean matches(PictureFile file, Set<HashValue> list) {
        boolean isExact = HashAlgorithm.ofFiles().stream().map(file::hash).anyMatch(list::contains);
        return isExact
                || list.stream()
                        .filter(entry -> entry.algorithm() == HashAlgorithm.PDQ)
                        .anyMatch(entry -> Pdq.of(entry).distance(file.pdq()) <= Pdq.RADIUS);
    }
}
