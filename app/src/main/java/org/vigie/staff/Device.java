package org.vigie.staff;

import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a person needs to tell their sessions apart, and no more: family of the browser and of the system, read from the
 * {@code User-Agent} header, of which nothing else is kept.
 */
record Device(Browser browser, OperatingSystem system) {
    /** How much of the header is looked at, in characters. */
    private static final int HEADER_CHARACTERS_MAX = 500;

    /** In the order in which they are looked for: Edge says that it is Chrome too, and Chrome that it is Safari. */
    enum Browser {
        FIREFOX("Firefox/|FxiOS/"),
        EDGE("Edg/|EdgA/|EdgiOS/"),
        CHROME("Chrome/|CriOS/|Chromium/"),
        SAFARI("Safari/"),
        OTHER("");

        private final String marks;

        /** @param marks a regular expression of what stands in the header */
        Browser(String marks) {
            this.marks = marks;
        }
    }

    /** In the order in which they are looked for: Android says that it is Linux too, and an iPad that it is like a Mac. */
    enum OperatingSystem {
        ANDROID("Android"),
        IOS("iPhone|iPad"),
        WINDOWS("Windows"),
        MACOS("Macintosh|Mac OS X"),
        LINUX("Linux|X11"),
        OTHER("");

        private final String marks;

        OperatingSystem(String marks) {
            this.marks = marks;
        }
    }

    /** @param userAgent the header; null when the browser sent none */
    static Device of(@Nullable String userAgent) {
        var header =
                userAgent == null ? "" : userAgent.substring(0, Math.min(userAgent.length(), HEADER_CHARACTERS_MAX));
        return new Device(
                first(Browser.values(), browser -> browser.marks, header),
                first(OperatingSystem.values(), system -> system.marks, header));
    }

    private static <T> T first(T[] all, Function<T, String> marks, String header) {
        return Arrays.stream(all)
                .filter(one -> Pattern.compile(marks.apply(one)).matcher(header).find())
                .findFirst()
                .orElseThrow();
    }
}
