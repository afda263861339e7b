package org.vigie.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.note.NoteKey;
import org.vigie.core.note.SignedNote;

/**
 * Lets a log go on whose file {@code last-signed} was lost with its machine, or is an old copy. What was signed last is then known to
 * nobody here, so that the word of the witnesses stands in for it: the database must contain what they have seen.
 */
@Service
public class AuditResumeService {
    private final AuditTree tree;
    private final SigningRecord record;
    private final WitnessKeys witnesses;
    private final AuditService audit;
    private final AuditSettings settings;
    private final LogKeys keys;

    AuditResumeService(
            AuditTree tree,
            SigningRecord record,
            WitnessKeys witnesses,
            AuditService audit,
            AuditSettings settings,
            LogKeys keys) {
        this.tree = tree;
        this.record = record;
        this.witnesses = witnesses;
        this.audit = audit;
        this.settings = settings;
        this.keys = keys;
    }

    /** What became of it. */
    public enum Outcome {
        /** The log goes on. */
        RESUMED,
        /** The file is there and up to date, or nothing was signed: there is nothing to decide. */
        NOT_NEEDED,
        /** The note is not signed by this log and by a witness that is trusted. */
        NOT_COSIGNED,
        /** The witness has seen more than the database has, or something else: this log cannot go on. */
        NOT_CONTAINED,
        /** Another process is at the log. */
        BUSY
    }

    /**
     * Goes on from the newest checkpoint of the database.
     *
     * @param seen the newest checkpoint that a witness cosigned
     */
    @Transactional
    public Outcome resume(SignedNote seen, AuditActor actor) {
        if (!tree.lock()) {
            return Outcome.BUSY;
        }
        Optional<AuditConflict> conflict = record.conflict(settings.origin(), tree);
        Optional<AuditTree.Signed> newest = tree.newest();
        if (conflict.filter(AuditConflict::isOfTheRecord).isEmpty() || newest.isEmpty()) {
            return Outcome.NOT_NEEDED;
        }
        Optional<Checkpoint> head =
                Checkpoint.parse(seen.text()).filter(one -> one.origin().equals(settings.origin()));
        List<NoteKey> known = witnesses.all();
        if (head.isEmpty()
                || !NoteKey.isSigned(seen, keys.of(head.get().size()))
                || known.stream().noneMatch(one -> one.judge(seen) == NoteKey.Judgement.SIGNED)) {
            return Outcome.NOT_COSIGNED;
        }
        long size = tree.size();
        if (head.get().size() > size
                || !tree.tiles(size).root(head.get().size()).equals(head.get().root())) {
            return Outcome.NOT_CONTAINED;
        }
        audit.record(new AuditAct(
                "audit.resumed",
                actor,
                List.of(),
                Map.of("witnessed", String.valueOf(head.get().size()), "size", String.valueOf(size))));
        LastSigned.Head last =
                new LastSigned.Head(newest.get().size(), newest.get().root());
        record.write(new LastSigned(settings.origin(), tree.firstNote(), last, last, tree.checkpoints()));
        return Outcome.RESUMED;
    }
}
