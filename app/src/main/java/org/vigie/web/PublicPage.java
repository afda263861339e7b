package org.vigie.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The pages of the public door: one path for each language, no session, no cookie, nothing remembered.
 *
 * <p>They stand in this list because three things of the shell depend on it: their language is their path, their
 * security chain keeps no session, and the server keeps no access log of them.
 */
enum PublicPage {
    REPORT("/report", "/signaler"),
    RECEIPT("/receipt", "/recu");

    private final String english;
    private final String french;

    PublicPage(String english, String french) {
        this.english = english;
        this.french = french;
    }

    static Optional<PublicPage> at(String path) {
        return Arrays.stream(values())
                .filter(page -> path.equals(page.english) || path.equals(page.french))
                .findFirst();
    }

    static List<String> paths() {
        return Arrays.stream(values())
                .flatMap(page -> List.of(page.english, page.french).stream())
                .toList();
    }

    Locale languageOf(String path) {
        return path.equals(french) ? Locale.FRENCH : Locale.ENGLISH;
    }

    String in(Locale language) {
        return Locale.FRENCH.getLanguage().equals(language.getLanguage()) ? french : english;
    }
}
