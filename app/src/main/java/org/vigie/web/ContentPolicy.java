package org.vigie.web;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a browser may do with an answer of this server: load from this server only, run no inline script, be framed by nobody,
 * and make HTML of text by our own rules only (CSP level 3 and Trusted Types). There is no word for {@code unsafe-…} or another host.
 */
record ContentPolicy(Map<Directive, List<Word>> directives) {
    /** The one that every answer has. */
    static final ContentPolicy OURS = new ContentPolicy(new EnumMap<>(Map.ofEntries(
            Map.entry(Directive.DEFAULT_SRC, List.of(Word.NONE)),
            Map.entry(Directive.SCRIPT_SRC, List.of(Word.SELF)),
            Map.entry(Directive.STYLE_SRC, List.of(Word.SELF)),
            Map.entry(Directive.IMG_SRC, List.of(Word.SELF)),
            Map.entry(Directive.FONT_SRC, List.of(Word.SELF)),
            Map.entry(Directive.CONNECT_SRC, List.of(Word.SELF)),
            Map.entry(Directive.FORM_ACTION, List.of(Word.SELF)),
            Map.entry(Directive.BASE_URI, List.of(Word.NONE)),
            Map.entry(Directive.FRAME_ANCESTORS, List.of(Word.NONE)),
            Map.entry(Directive.REQUIRE_TRUSTED_TYPES_FOR, List.of(Word.SCRIPT)),
            Map.entry(Directive.TRUSTED_TYPES, List.of(Word.DEFAULT)))));

    /** What is ruled. All that is not named loads as {@link #DEFAULT_SRC} says. */
    enum Directive {
        DEFAULT_SRC,
        SCRIPT_SRC,
        STYLE_SRC,
        IMG_SRC,
        FONT_SRC,
        CONNECT_SRC,
        FORM_ACTION,
        BASE_URI,
        FRAME_ANCESTORS,
        REQUIRE_TRUSTED_TYPES_FOR,
        TRUSTED_TYPES;

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** What may stand in a rule. */
    enum Word {
        NONE("'none'"),
        SELF("'self'"),
        /** The sinks that run what they are given. */
        SCRIPT("'script'"),
        /** The policy of {@code trusted-types.js}, and no other. */
        DEFAULT("default");

        private final String text;

        Word(String text) {
            this.text = text;
        }
    }

    /** The value of the header. */
    String text() {
        return Arrays.stream(Directive.values())
                .filter(directives::containsKey)
                .map(directive -> directive.text() + " "
                        + directives.getOrDefault(directive, List.of()).stream()
                                .map(word -> word.text)
                                .collect(Collectors.joining(" ")))
                .collect(Collectors.joining("; "));
    }
}
