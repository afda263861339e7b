package org.vigie.audit;

import java.time.Instant;
import java.util.List;
import org.vigie.core.note.NoteKey;
import org.vigie.core.note.SignedNote;

/**
 * A cosignature as it is stored.
 *
 * @param at when the witness says it signed, to the second
 * @param line as it stands under the note
 */
record CosignatureLine(String witness, int keyId, Instant at, String line) {
    /** Whether one of these witnesses made it for that checkpoint, at that time. */
    boolean isSound(String note, List<NoteKey> witnesses) {
        var whole = SignedNote.parse(note + "\n" + line + "\n")
                .filter(one -> one.signatures().size() == 1)
                .filter(one -> one.signatures().getFirst().name().equals(witness)
                        && one.signatures().getFirst().keyId() == keyId);
        return whole.isPresent()
                && witnesses.stream()
                        .anyMatch(key -> key.judge(whole.get()) == NoteKey.Judgement.SIGNED
                                && whole.get().signatures().getFirst().time().equals(at));
    }
}
