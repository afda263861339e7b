package org.vigie.audit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.merkle.TileTree;
import org.vigie.core.note.LogProof;
import org.vigie.core.note.NoteKey;
import org.vigie.core.note.SignedNote;
import tools.jackson.databind.json.JsonMapper;

/**
 * Proves to others, by files that open without this installation, that an entry is in the log and that the log only grew. A proof
 * reads a tile or two of each level, never the whole tree.
 */
@Service
public class AuditProofService {
    private final AuditTree tree;
    private final AuditLines lines;
    private final Cosignatures cosignatures;
    private final AuditService audit;
    private final AuditSettings settings;
    private final LogKeys keys;
    private final JsonMapper json;

    AuditProofService(
            AuditTree tree,
            AuditLines lines,
            Cosignatures cosignatures,
            AuditService audit,
            AuditSettings settings,
            LogKeys keys,
            JsonMapper json) {
        this.tree = tree;
        this.lines = lines;
        this.cosignatures = cosignatures;
        this.audit = audit;
        this.settings = settings;
        this.keys = keys;
        this.json = json;
    }

    /** What others check our notes with. */
    public List<NoteKey> publicKeys() {
        return keys.publicKeys();
    }

    /**
     * The proof of an entry of the organisation that is bound, with its text and salt. That it is taken is written to the log
     * first.
     *
     * @return empty when there is no such entry, no checkpoint covers it yet, it names something in a compartment that the bound
     *     person is not in, or it is of the form before and ids of erased records were taken out of it, so that its leaf proves
     *     nothing; one in parts is proved without them
     */
    @Transactional
    public Optional<LogProof.OfEntry> ofEntry(long id, AuditActor reader) {
        audit.record(AuditAct.of("audit.proof-taken", reader, id));
        Optional<AuditLines.Placed> placed = lines.placed(id)
                .filter(found -> !found.isBurnt() || found.entry().subjectSalts() != null)
                .filter(found -> lines.beyondWalls(ids(found.entry().act())).isEmpty());
        return placed.flatMap(found -> covering(found.position()).map(head -> {
            TileTree tiles = tree.tiles(head.size());
            return new LogProof.OfEntry(
                    json.writeValueAsString(EntryText.of(found.entry())),
                    found.position(),
                    tiles.inclusion(found.position()).path(),
                    note(head));
        }));
    }

    /**
     * The proof that the log of one size grew into that of another.
     *
     * @param to size of a checkpoint; the newest when 0
     * @return empty when there is no such checkpoint, or the sizes are the wrong way round
     */
    @Transactional(readOnly = true)
    public Optional<LogProof.OfGrowth> ofGrowth(long from, long to) {
        Optional<AuditTree.Signed> head = to == 0 ? tree.newest() : tree.ofSize(to);
        return head.filter(found -> from >= 0 && from <= found.size())
                .map(found -> new LogProof.OfGrowth(
                        from, tree.tiles(found.size()).consistency(from).path(), note(found)));
    }

    /** The newest checkpoint with everything that is under it; empty before the first. */
    @Transactional(readOnly = true)
    public Optional<SignedNote> newest() {
        return tree.newest().map(this::note);
    }

    private static List<String> ids(AuditAct act) {
        return Stream.concat(act.subjects().stream(), act.facts().values().stream())
                .toList();
    }

    /** One that a witness cosigned, if there is one that the keys of now signed: who reads the proof knows these. */
    private Optional<AuditTree.Signed> covering(long position) {
        return tree.newestCosigned(Math.max(position, keys.changedAt()) + 1)
                .or(() -> tree.newest().filter(head -> head.size() > position));
    }

    SignedNote note(AuditTree.Signed head) {
        String whole = head.signedNote();
        SignedNote note = whole == null
                ? keys.note(new Checkpoint(settings.origin(), head.size(), head.root()), head.signature())
                : SignedNote.parse(whole).orElseThrow(() -> new IllegalStateException("a stored note cannot be read"));
        String below = String.join("\n", cosignatures.lines(head.size()));
        return SignedNote.parse(note.text() + "\n" + below + "\n")
                .map(cosigned -> note.with(cosigned.signatures()))
                .orElse(note);
    }
}
