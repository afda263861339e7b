package org.vigie.hashlist;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditService;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.OpaqueHash;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Refusal;

/**
 * Imports a list in batches. Each commits by itself, together with how far the import is: what is cut off leaves whole batches,
 * and goes on behind them when the same file comes again. Whoever takes an import up ends the run that had it before, if that
 * one lives still.
 */
@Component
class ImportFlow {
    private final HashEntries entries;
    private final OpaqueEntries opaque;
    private final KnownVideos videos;
    private final HashImports imports;
    private final ListCounts counts;
    private final EntryHoldService holds;
    private final AuditService audit;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ImportFlow(
            HashEntries entries,
            OpaqueEntries opaque,
            KnownVideos videos,
            HashImports imports,
            ListCounts counts,
            EntryHoldService holds,
            AuditService audit,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.entries = entries;
        this.opaque = opaque;
        this.videos = videos;
        this.imports = imports;
        this.counts = counts;
        this.holds = holds;
        this.audit = audit;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * Imports all that the source tells.
     *
     * @param into gives the list, and is called in a transaction
     * @param file names what is read; empty for what never comes a second time
     * @throws IOException where the source fails; what was read before stays
     * @throws Refusal where another run took the import up meanwhile, or the known videos have more frames than are held in
     *     memory: what was read before stays, and the import can be gone on with
     */
    ImportReport run(Supplier<HashList> into, EntrySource source, ImportOptions options, Optional<Fingerprint> file)
            throws IOException {
        CutOff begun =
                requireNonNull(transaction.execute(status -> begin(into.get().id(), options, file)));
        var run = new ListImport(begun.report(), new Store(begun, options));
        source.read(run);
        run.flush();
        ImportReport report = run.report();
        transaction.executeWithoutResult(status -> finish(report, begun.turn(), options));
        return report;
    }

    /**
     * An import that has no end yet.
     *
     * @param turn how often it was taken up
     */
    record CutOff(ImportReport report, int turn) {}

    private CutOff begin(ListId list, ImportOptions options, Optional<Fingerprint> file) {
        Optional<CutOff> known = file.flatMap(same -> imports.takeUp(list, same));
        if (known.isPresent()) {
            ImportReport report = known.get().report();
            audit.record(new AuditAct(
                    "list.import-resumed",
                    options.by(),
                    List.of(list.toString(), report.id().value().toString()),
                    Map.of("after", Long.toString(report.resumedAfter()))));
            return known.get();
        }
        var id = ImportId.fresh();
        imports.add(CurrentOrganisation.require(), id, list, options.by(), file, clock.instant());
        // batches commit by themselves and match at once, so the log has the import before the first of them
        audit.record(AuditAct.of("list.import-begun", options.by(), list, id.value()));
        return new CutOff(new ImportReport(id, list, 0, 0, 0, 0, 0, 0, List.of(), 0, 0), 0);
    }

    private void finish(ImportReport report, int turn, ImportOptions options) {
        demandOurs(imports.finish(report, turn, clock.instant()));
        imports.addRejected(CurrentOrganisation.require(), report);
        counts.fold(report.list());
        audit.record(new AuditAct(
                "list.imported",
                options.by(),
                List.of(report.list().toString(), report.id().value().toString()),
                Map.of(
                        "accepted", Long.toString(report.accepted()),
                        "changed", Long.toString(report.changed()),
                        "unchanged", Long.toString(report.unchanged()),
                        "stillWithdrawn", Long.toString(report.stillWithdrawn()),
                        "recalled", Long.toString(report.recalled()),
                        "rejected", Long.toString(report.rejectedCount()))));
    }

    private static void demandOurs(boolean isOurs) {
        if (!isOurs) {
            throw new Refusal("hashlist.refusal.takenUp");
        }
    }

    /** The tables of one import. */
    private final class Store implements ImportStore {
        private final ImportId id;
        private final ListId list;
        private final int turn;
        private final ImportOptions options;
        private int batches;

        Store(CutOff begun, ImportOptions options) {
            this.id = begun.report().id();
            this.list = begun.report().list();
            this.turn = begun.turn();
            this.options = options;
        }

        @Override
        public void together(Runnable writing) {
            transaction.executeWithoutResult(status -> writing.run());
        }

        @Override
        public HashEntries.Written write(List<ListEntry> batch) {
            HashEntries.Written written =
                    entries.write(CurrentOrganisation.require(), list, id, options.withdrawn(), batch, clock.instant());
            writeFrames(batch);
            if (written.added() + written.changed() > 0) {
                events.publishEvent(new EntriesAdded(list));
            }
            return written;
        }

        private void writeFrames(List<ListEntry> batch) {
            List<ListEntry> known =
                    batch.stream().filter(entry -> !entry.frames().isEmpty()).toList();
            if (known.isEmpty()) {
                return;
            }
            videos.write(CurrentOrganisation.require(), list, known);
            if (videos.frames() > HashListLimits.KNOWN_FRAMES_MAX) {
                throw new Refusal("hashlist.refusal.tooManyFrames", HashListLimits.KNOWN_FRAMES_MAX);
            }
        }

        @Override
        public boolean has(HashValue hash) {
            return Boolean.TRUE.equals(
                    transaction.execute(status -> entries.find(list, hash).isPresent()));
        }

        @Override
        public int writeOpaque(List<OpaqueEntry> batch) {
            return opaque.write(CurrentOrganisation.require(), list, id, options.withdrawn(), batch, clock.instant());
        }

        @Override
        public int recall(Recall recall) {
            int notComputed = recallOpaque(recall);
            int recalled = recall.opaque() == null ? entries.recall(list, recall, clock.instant()) : 0;
            if (recalled > 0) {
                entries.find(list, recall).forEach(entry -> holds.withdrawn(entry, HashEntries.RECALLED, options.by()));
                events.publishEvent(new EntriesWithdrawn(list));
            }
            int all = recalled + notComputed;
            if (all > 0) {
                audit.record(new AuditAct(
                        "list.entries-recalled",
                        options.by(),
                        List.of(list.toString()),
                        Map.of("entries", Integer.toString(all))));
            }
            return all;
        }

        private int recallOpaque(Recall recall) {
            OpaqueHash hash = recall.opaque();
            if (hash != null) {
                return opaque.recall(list, hash, clock.instant());
            }
            return recall.sourceId().isEmpty() ? 0 : opaque.recall(list, recall.sourceId(), clock.instant());
        }

        @Override
        public void keep(ImportReport soFar, long told) {
            demandOurs(imports.keep(soFar, told, turn));
            batches++;
            if (batches % HashListLimits.FOLD_EVERY_BATCHES == 0) {
                counts.fold(list);
            }
        }
    }
}
