package org.vigie.audit;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.note.NoteKey;
import org.vigie.core.note.NoteSignature;
import org.vigie.core.note.SignedNote;

/** Takes back what witnesses signed. */
@Service
public class CosignatureService {
    /** What a cosignature that was added is recorded as; verification misses one of which this is said. */
    static final String ACT = "audit.cosigned";

    private final Cosignatures cosignatures;
    private final WitnessKeys witnesses;
    private final AuditTree tree;
    private final AuditService audit;
    private final Clock clock;

    CosignatureService(
            Cosignatures cosignatures, WitnessKeys witnesses, AuditTree tree, AuditService audit, Clock clock) {
        this.cosignatures = cosignatures;
        this.witnesses = witnesses;
        this.tree = tree;
        this.audit = audit;
        this.clock = clock;
    }

    /** What became of a cosigned note. */
    public sealed interface Outcome {
        /** Its cosignatures of known witnesses are kept; those that were there already are not named. */
        record Added(List<AuditCosignature> cosignatures) implements Outcome {}

        /** Nothing was kept. */
        record Refused(Reason reason) implements Outcome {}
    }

    /** Why a note was not taken. */
    public enum Reason {
        /** It is no note of a checkpoint. */
        NO_NOTE,
        /** This log never signed such a checkpoint. */
        NOT_OURS,
        /** No witness that is known is under it. */
        UNKNOWN_WITNESS,
        /** A known witness is named under it, but the signature does not fit. */
        FALSE
    }

    /** Believes witnesses from now on. Returns how many of the keys are new. */
    @Transactional
    public int trust(List<NoteKey> keys, AuditActor actor) {
        for (NoteKey key : keys) {
            audit.record(new AuditAct(
                    "audit.witness-trusted", actor, List.of(), Map.of("witness", key.name(), "key", key.toString())));
        }
        return witnesses.trust(keys).size();
    }

    /** Keeps the cosignatures under a note that a witness gave back. */
    @Transactional
    public Outcome add(String file, AuditActor actor) {
        Optional<SignedNote> note = SignedNote.parse(file);
        Optional<Checkpoint> checkpoint = note.flatMap(read -> Checkpoint.parse(read.text()));
        if (note.isEmpty() || checkpoint.isEmpty()) {
            return new Outcome.Refused(Reason.NO_NOTE);
        }
        long size = checkpoint.get().size();
        if (tree.ofSize(size)
                .filter(ours -> ours.note().equals(note.get().text()))
                .isEmpty()) {
            return new Outcome.Refused(Reason.NOT_OURS);
        }
        List<NoteKey> known = witnesses.all();
        List<NoteKey.Judgement> judgements =
                known.stream().map(key -> key.judge(note.get())).toList();
        if (judgements.contains(NoteKey.Judgement.FALSE)) {
            return new Outcome.Refused(Reason.FALSE);
        }
        if (!judgements.contains(NoteKey.Judgement.SIGNED)) {
            return new Outcome.Refused(Reason.UNKNOWN_WITNESS);
        }
        List<AuditCosignature> added = new ArrayList<>();
        for (NoteSignature line : note.get().signatures()) {
            if (known.stream().anyMatch(key -> key.isNamedBy(line)) && cosignatures.add(size, line, clock.instant())) {
                added.add(new AuditCosignature(line.name(), size, line.time()));
            }
        }
        for (AuditCosignature one : added) {
            audit.record(new AuditAct(
                    ACT, actor, List.of(), Map.of("witness", one.witness(), "size", String.valueOf(size))));
        }
        return new Outcome.Added(added);
    }

    /** The newest cosignature of each witness. */
    @Transactional(readOnly = true)
    public List<AuditCosignature> newest() {
        return cosignatures.newest();
    }
}
