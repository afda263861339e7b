package org.vigie.demo.world;

/**
 * What kind of world to make. Two worlds of equal settings have the same hosts, pictures, edits and hash list.
 *
 * @param seed changes hosts, pictures and edits
 * @param plants how many listed pictures, or near copies of them, links can lead to; 0 means that the hash list names only
 *     pictures that are nowhere served
 * @param hosts 6 to 10
 */
public record WorldSettings(long seed, int plants, int hosts, WorldTimings timings) {
    private static final int PLANTS = 14;
    private static final int HOSTS = 8;

    public WorldSettings {
        if (plants < 0 || plants > WorldLimits.PLANTS_MAX) {
            throw new IllegalArgumentException("plants must be 0 to " + WorldLimits.PLANTS_MAX + ", not " + plants);
        }
        if (hosts < WorldLimits.HOSTS_MIN || hosts > WorldLimits.HOSTS_MAX) {
            throw new IllegalArgumentException(
                    "hosts must be %d to %d, not %d".formatted(WorldLimits.HOSTS_MIN, WorldLimits.HOSTS_MAX, hosts));
        }
    }

    /** The world that {@code ./vigie demo} shows unless told otherwise. */
    public static WorldSettings ofSeed(long seed) {
        return new WorldSettings(seed, PLANTS, HOSTS, WorldTimings.demo());
    }

    public WorldSettings withPlants(int number) {
        return new WorldSettings(seed, number, hosts, timings);
    }

    public WorldSettings withHosts(int number) {
        return new WorldSettings(seed, plants, number, timings);
    }

    public WorldSettings withTimings(WorldTimings other) {
        return new WorldSettings(seed, plants, hosts, other);
    }
}
