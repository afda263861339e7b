package org.vigie.retromatch;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.hashlist.EntryMark;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.NewEntryService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.work.WorkQueue;

/** Where the rounds of the organisation that is bound stand. */
@Service
public class RetroMatchService {
    static final String KIND = "retro-match";

    private static final AuditActor SELF = AuditActor.system("retro-match");

    private final Rounds rounds;
    private final WorkQueue work;
    private final AuditService audit;
    private final NewEntryService news;
    private final RetroMatchSettings settings;
    private final Clock clock;

    RetroMatchService(
            Rounds rounds,
            WorkQueue work,
            AuditService audit,
            NewEntryService news,
            RetroMatchSettings settings,
            Clock clock) {
        this.rounds = rounds;
        this.news = news;
        this.work = work;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    /** The list may match more than before: all that was ever seen shall be compared with it. */
    @Transactional
    public void ask(ListId list) {
        Instant now = clock.instant();
        EntryMark mark = news.now();
        if (!rounds.add(CurrentOrganisation.require(), Round.asked(list, now, mark))) {
            rounds.lock(list).map(round -> round.askedAgain(now, mark)).ifPresent(rounds::save);
        }
        again(list, now.plus(settings.pause()));
    }

    /** Entries were added to the list, or changed, in this transaction: they shall be looked up among all that was ever seen. */
    @Transactional
    void added(ListId list) {
        Instant now = clock.instant();
        if (!rounds.add(CurrentOrganisation.require(), Round.added(list, now))) {
            EntryMark mark = news.now();
            rounds.lock(list)
                    // a mark from the future is of a database that was copied into this one: it says nothing here
                    .map(round ->
                            round.news().mark().isLaterThan(mark) ? round.askedAgain(now, mark) : round.addedAgain(now))
                    .ifPresent(rounds::save);
        }
        again(list, now.plus(settings.pause()));
    }

    /** The round of a list; empty where it never changed. */
    @Transactional(readOnly = true)
    public Optional<Progress> progress(ListId list) {
        return rounds.find(list)
                .map(round -> new Progress(
                        round.percent(),
                        round.compared(),
                        round.news().entries(),
                        round.found(),
                        Optional.ofNullable(round.finishedAt())));
    }

    /**
     * How far a round has come.
     *
     * @param percent of all media that was ever seen or of the new entries, 0 to 100
     * @param compared media
     * @param entries that were looked up among all media
     * @param found items that were made or reopened
     * @param finishedAt empty while it goes on
     */
    public record Progress(int percent, long compared, long entries, long found, Optional<Instant> finishedAt) {}

    @Transactional(readOnly = true)
    Optional<Round> open(ListId list) {
        return rounds.find(list).filter(round -> round.state() != Round.State.DONE);
    }

    /** Writes down how far it came, unless the list changed in the meantime: then that step counts for nothing. */
    @Transactional
    boolean advance(Round before, Round after) {
        boolean isValid = rounds.lock(before.list())
                .filter(now -> now.generation() == before.generation())
                .isPresent();
        if (isValid) {
            rounds.save(after);
            if (after.state() == Round.State.DONE) {
                audit.record(new AuditAct(
                        "list.retro-matched",
                        SELF,
                        List.of(after.list().toString()),
                        Map.of("compared", Long.toString(after.compared()), "found", Long.toString(after.found()))));
            }
        }
        return isValid;
    }

    /**
     * Writes down how far it came with new entries. That counts even where the list changed in the meantime, since what came
     * then lies behind the mark.
     *
     * @return false where all media is to be compared now, and the step counts for nothing
     */
    @Transactional
    boolean looked(Round before, News news, int media, int items) {
        Optional<Round> now = rounds.lock(before.list()).filter(round -> round.state() == Round.State.NEW);
        now.map(round -> round.after(news, media, items)).ifPresent(rounds::save);
        return now.isPresent();
    }

    /** The next turn. */
    @Transactional
    void again(ListId list, Instant due) {
        work.add(KIND, CurrentOrganisation.require(), list.value(), due);
    }
}
