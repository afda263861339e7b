package org.vigie.demo.world;

import java.util.Locale;

/**
 * What a witness tells.
 *
 * @param address a page of the world
 * @param words a few neutral words in the language, maybe none
 */
public record WitnessReport(String address, Locale language, String words, Shows shows) {
    /** What the reported page is. */
    public enum Shows {
        /** The start page of a host. */
        START_PAGE,
        /** A page further down that shows a planted picture. */
        PLANT
    }

    @Override
    public String toString() {
        return "report of a %s in %s".formatted(shows, language);
    }
}
