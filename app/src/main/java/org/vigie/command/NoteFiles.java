package org.vigie.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.core.note.LogProof;
import org.vigie.core.note.NoteKey;
import org.vigie.core.note.SignedNote;
import org.vigie.database.AtomicFile;

/** Notes, keys and proofs as files that a person names. */
final class NoteFiles {
    private NoteFiles() {}

    static String text(Path file) {
        try {
            if (Files.size(file) > LogProof.CHARACTERS_MAX) {
                throw new Failure(ExitCode.USAGE, "Too large for a note, a key or a proof: %s.".formatted(file));
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new Failure(ExitCode.NOT_FOUND, "Cannot be read: %s.".formatted(file));
        }
    }

    static List<NoteKey> keys(Path file) {
        try {
            return NoteKey.parseAll(text(file));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "Not a file of public keys, one a line: %s.".formatted(file));
        }
    }

    static SignedNote note(Path file) {
        return SignedNote.parse(text(file))
                .orElseThrow(() -> new Failure(ExitCode.USAGE, "Not a signed note: %s.".formatted(file)));
    }

    /** To the file, or to standard output where none is named. */
    static void write(String text, @Nullable Path file, PrintWriter out) throws IOException {
        if (file == null) {
            out.print(text);
            out.flush();
        } else {
            AtomicFile.writeSecret(file, text); // a proof holds what an entry says
        }
    }
}
