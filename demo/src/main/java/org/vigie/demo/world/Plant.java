package org.vigie.demo.world;

import java.util.List;

/**
 * A listed picture, or a near copy of one, at an address: what a run should find. {@code toString} tells no address.
 *
 * @param address where the bytes are served
 * @param foundOn the pages that show it
 * @param listed which picture of the hash list, from 0
 * @param distance bits of PDQ to the listed picture as the JDK's decoder sees it
 * @param depth links from the start page of the host to the nearest page that shows it
 */
public record Plant(
        String host,
        String path,
        String address,
        List<String> foundOn,
        Kind kind,
        int listed,
        int distance,
        int depth,
        Behaviour behaviour) {
    /** How the hash list can know it. */
    public enum Kind {
        /** The very bytes of which the list holds an MD5, SHA-1 or SHA-256. */
        EXACT,
        /** Within the radius of a PDQ entry only. */
        NEAR
    }

    public Plant {
        foundOn = List.copyOf(foundOn);
    }

    /** Whether robots.txt keeps a polite crawler from it. */
    public boolean isForbidden() {
        return behaviour == Behaviour.FORBIDS;
    }

    @Override
    public String toString() {
        return "%s copy of listed picture %d, %d bits, depth %d, host %s"
                .formatted(kind, listed, distance, depth, behaviour);
    }
}
