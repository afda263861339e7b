package org.vigie.audit;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lets people read the audit log of the bound organisation. */
@Service
public class AuditReadService {
    /** Entries on one page. */
    public static final int LINES_ON_A_PAGE = 50;

    private final AuditLines lines;

    AuditReadService(AuditLines lines) {
        this.lines = lines;
    }

    /** Newest first; one more than {@link #LINES_ON_A_PAGE} when there are older ones. */
    @Transactional(readOnly = true)
    public List<AuditLine> page(AuditQuestion question) {
        return lines.page(question, LINES_ON_A_PAGE + 1);
    }

    /** Empty until the integrator has run once. */
    @Transactional(readOnly = true)
    public Optional<AuditHead> head() {
        return lines.head();
    }
}
