package org.vigie.retromatch;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.ListNote;

/** Shows on the list's page how far its round has come. */
@Component
class RetroMatchNote implements ListNote {
    private final RetroMatchService rounds;

    RetroMatchNote(RetroMatchService rounds) {
        this.rounds = rounds;
    }

    @Override
    public Optional<Line> of(ListId list) {
        return rounds.progress(list)
                .map(progress -> progress.finishedAt().isPresent()
                        ? new Line(
                                "retromatch.done", List.of(progress.compared(), progress.entries(), progress.found()))
                        : new Line(
                                "retromatch.running",
                                List.of(
                                        progress.percent(),
                                        progress.compared(),
                                        progress.entries(),
                                        progress.found())));
    }
}
