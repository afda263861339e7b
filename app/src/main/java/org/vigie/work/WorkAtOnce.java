package org.vigie.work;

import java.util.UUID;
import org.springframework.stereotype.Component;

/** Works on one row in the process that asks, for a command whose person waits for it. Rows are claimed as they always are. */
@Component
public class WorkAtOnce {
    private final WorkRunner runner;

    WorkAtOnce(WorkRunner runner) {
        this.runner = runner;
    }

    /**
     * Works on the row of that kind and subject before it returns, if it is due. A failure is kept with the row, as ever.
     *
     * @return whether there was one that is due, and that no other process works on
     */
    public boolean run(String kind, UUID subject) {
        return runner.runNow(kind, subject);
    }
}
