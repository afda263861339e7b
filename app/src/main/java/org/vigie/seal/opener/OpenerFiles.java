package org.vigie.seal.opener;

import java.nio.file.Path;
import java.util.UUID;

/** What the opener's files are called. */
public final class OpenerFiles {
    static final String PREFIX = "tips-private-";

    private OpenerFiles() {}

    /** The file of an organisation's private keys in that folder, whether it is there or not. */
    public static Path privateKeys(Path folder, UUID org) {
        return folder.resolve(PREFIX + org + ".json");
    }
}
