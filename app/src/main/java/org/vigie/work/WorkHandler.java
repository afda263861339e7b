package org.vigie.work;

import java.util.UUID;

/** Does one kind of work. Called at least once for each row, never in a transaction, with the row's organisation bound. */
public interface WorkHandler {
    /** The kind of rows it takes; one handler a kind. */
    String kind();

    /** Does it. What it throws counts as a failed try. It must do no harm when called again for the same subject. */
    void handle(UUID subject);
}
