package org.vigie.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lets people read the audit log of the bound organisation. */
@Service
public class AuditReadService {
    /** Entries on one page. */
    public static final int LINES_ON_A_PAGE = 50;

    private final AuditLines lines;
    private final AuditService audit;
    private final AuditTree tree;
    private final SigningRecord record;
    private final AuditSettings settings;

    AuditReadService(
            AuditLines lines, AuditService audit, AuditTree tree, SigningRecord record, AuditSettings settings) {
        this.lines = lines;
        this.audit = audit;
        this.tree = tree;
        this.record = record;
        this.settings = settings;
    }

    /**
     * Newest first; one more than {@link #LINES_ON_A_PAGE} when there are older ones. What lies in compartments that the bound
     * person is not in is not named: of an entry about it, that it is there, what act, when and by whom.
     */
    @Transactional(readOnly = true)
    public List<AuditLine> page(AuditQuestion question) {
        if (!lines.beyondWalls(List.of(question.subject())).isEmpty()) {
            return List.of();
        }
        List<AuditLine> found = lines.page(question, LINES_ON_A_PAGE + 1);
        Set<String> walls =
                lines.beyondWalls(found.stream().flatMap(AuditLine::ids).toList());
        return found.stream().map(line -> line.beyond(walls)).toList();
    }

    /** The same for a person. That it is read is written to the log first, so that a first page shows its own reading. */
    @Transactional
    public List<AuditLine> read(AuditQuestion question, AuditActor reader) {
        // what was asked for is a text that somebody typed, so only what kind of question it was
        audit.record(new AuditAct(
                "audit.read",
                reader,
                List.of(),
                Map.of(
                        "by_act", String.valueOf(!question.act().isEmpty()),
                        "by_subject", String.valueOf(!question.subject().isEmpty()),
                        "below", String.valueOf(question.below()))));
        return page(question);
    }

    /** Empty until the integrator has run once. */
    @Transactional(readOnly = true)
    public Optional<AuditHead> head() {
        return lines.head();
    }

    /**
     * Why nothing is signed any more; empty when the log goes on from what was signed last. What a copy that never signs has on
     * record says nothing of the copy that does.
     */
    @Transactional(readOnly = true)
    public Optional<AuditConflict> conflict() {
        return record.conflict(settings.origin(), tree).filter(found -> settings.running() || !found.isOfTheRecord());
    }
}
