package org.vigie.staff;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person needs to tell their sessions apart, and no more: family of the browser and of the system, read from the
 * {@code User-Agent} header, of which nothing else is kept.
 */
record Device(Browser browser, System system) {
    /** How much of the header is looked at, in characters. */
    private static final int HEADER_CHARACTERS_MAX = 500;

    /** In the order in which they are looked for: Edge says that it is Chrome too, and Chrome that it is Safari. */
    enum Browser {
        FIREFOX("Firefox/", "FxiOS/"),
        EDGE("Edg/", "EdgA/", "EdgiOS/"),
        CHROME("Chrome/", "CriOS/", "Chromium/"),
        SAFARI("Safari/"),
        OTHER;

        private final List<String> marks;

        Browser(String... marks) {
            this.marks = List.of(marks);
        }
    }

    /** In the order in which they are looked for: Android says that it is Linux too, and an iPad that it is like a Mac. */
    enum System {
        ANDROID("Android"),
        IOS("iPhone", "iPad"),
        WINDOWS("Windows"),
        MACOS("Macintosh", "Mac OS X"),
        LINUX("Linux", "X11"),
        OTHER;

        private final List<String> marks;

        System(String... marks) {
            this.marks = List.of(marks);
        }
    }

    /** @param userAgent the header; null when the browser sent none */
    static Device of(@Nullable String userAgent) {
        var header =
                userAgent == null ? "" : userAgent.substring(0, Math.min(userAgent.length(), HEADER_CHARACTERS_MAX));
        return new Device(
                Arrays.stream(Browser.values())
                        .filter(browser -> browser.marks.stream().anyMatch(header::contains))
                        .findFirst()
                        .orElse(Browser.OTHER),
                Arrays.stream(System.values())
                        .filter(system -> system.marks.stream().anyMatch(header::contains))
                        .findFirst()
                        .orElse(System.OTHER));
    }
}
