package org.vigie.seal.opener;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the opener's files are called. */
public final class OpenerFiles {
    static final String PREFIX = "tips-private-";
    static final String KEPT_PREFIX = "tips-kept-";
    private static final Pattern KEPT =
            Pattern.compile(KEPT_PREFIX + "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.txt");

    private OpenerFiles() {}

    /** The file of an organisation's private keys in that folder, whether it is there or not. */
    public static Path privateKeys(Path folder, UUID org) {
        return folder.resolve(PREFIX + org + ".json");
    }

    /** Since when its keys are there, and those that were given up and are not erased yet. */
    static Path kept(Path folder, UUID org) {
        return folder.resolve(KEPT_PREFIX + org + ".txt");
    }

    /** Held by whichever process changes one of the files. Empty. */
    static Path lock(Path folder) {
        return folder.resolve("tips.lock");
    }

    /** Whose file of keys that were given up this is; empty when it is none. */
    static Optional<UUID> orgOfKept(Path file) {
        return Optional.of(KEPT.matcher(file.getFileName().toString()))
                .filter(Matcher::matches)
                .map(found -> UUID.fromString(found.group(1)));
    }
}
