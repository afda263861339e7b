package org.vigie.provider;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of the curated table, checked.
 *
 * @param policeHold absent when the file does not say
 * @param nonDisclosure absent when the file does not say
 */
record ProviderLine(
        String provider,
        HostPattern host,
        String email,
        Locale language,
        @Nullable Boolean policeHold,
        @Nullable Boolean nonDisclosure) {

    /** One address, with no display name and no blank: enough to refuse what could smuggle a header. */
    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,189}");

    /** Without how it is reached. */
    @Override
    public String toString() {
        return "ProviderLine";
    }

    /** Either the line, or the key of the message that says what is wrong with it. */
    sealed interface Reading {}

    record Good(ProviderLine line) implements Reading {}

    record Bad(String reasonKey) implements Reading {}

    /** The fields as they stand in a file or a form. Empty flags mean "not said". */
    record Raw(String provider, String host, String email, String language, String policeHold, String nonDisclosure) {
        /** Without what stands in them. */
        @Override
        public String toString() {
            return "Raw";
        }
    }

    static Reading read(Raw raw) {
        String name = raw.provider().strip();
        if (name.isEmpty() || name.length() > ProviderLimits.NAME_CHARACTERS_MAX || hasControls(name)) {
            return new Bad("provider.reason.name");
        }
        Optional<HostPattern> host = HostPattern.parse(raw.host());
        if (host.isEmpty()) {
            return new Bad("provider.reason.host");
        }
        String email = raw.email().strip();
        if (email.length() > ProviderLimits.EMAIL_CHARACTERS_MAX
                || !EMAIL.matcher(email).matches()) {
            return new Bad("provider.reason.email");
        }
        Locale language;
        switch (raw.language().strip().toLowerCase(Locale.ROOT)) {
            case "en" -> language = Locale.ENGLISH;
            case "fr" -> language = Locale.FRENCH;
            default -> {
                return new Bad("provider.reason.language");
            }
        }
        Optional<Flag> police = Flag.parse(raw.policeHold());
        Optional<Flag> order = Flag.parse(raw.nonDisclosure());
        if (police.isEmpty() || order.isEmpty()) {
            return new Bad("provider.reason.flag");
        }
        return new Good(new ProviderLine(
                name,
                host.get(),
                email,
                language,
                police.get().value(),
                order.get().value()));
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** Yes, no, or not said. */
    private record Flag(@Nullable Boolean value) {
        static Optional<Flag> parse(String text) {
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "" -> Optional.of(new Flag(null));
                case "true", "yes", "1" -> Optional.of(new Flag(true));
                case "false", "no", "0" -> Optional.of(new Flag(false));
                default -> Optional.empty();
            };
        }
    }
}
