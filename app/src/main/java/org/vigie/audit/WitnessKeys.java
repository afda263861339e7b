package org.vigie.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.vigie.core.note.NoteKey;
import org.vigie.core.note.SignatureType;
import org.vigie.database.AtomicFile;

/** The witnesses whose cosignatures are believed: a file beside the keys, out of reach of whoever changes the database. */
class WitnessKeys {
    private static final String FILE = "witnesses";

    private final Path file;

    WitnessKeys(Path keys) {
        file = keys.resolve(FILE);
    }

    List<NoteKey> all() {
        try {
            return Files.exists(file) ? NoteKey.parseAll(Files.readString(file)) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Believes these too. Keys without a time are no witness's. Returns those that are new. */
    List<NoteKey> trust(List<NoteKey> more) {
        List<NoteKey> known = all();
        List<NoteKey> fresh = more.stream()
                .filter(key -> key.type() != SignatureType.ED25519 && !known.contains(key))
                .distinct()
                .toList();
        List<NoteKey> both = new ArrayList<>(known);
        both.addAll(fresh);
        try {
            AtomicFile.writeSecret(
                    file, both.stream().map(key -> key.text() + "\n").collect(Collectors.joining()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fresh;
    }
}
