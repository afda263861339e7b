package org.vigie.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.vigie.audit.AuditActor;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.OpaqueHash;
import org.vigie.hashlist.HashEntry;
import org.vigie.hashlist.HashList;
import org.vigie.hashlist.HashListLimits;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ImportReport;
import org.vigie.hashlist.ListCount;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.ListKind;
import org.vigie.hashlist.ListName;
import org.vigie.hashlist.OpaqueEntryService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.organisation.OrganisationService;
import org.vigie.staff.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie list}: the hash lists of this installation. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Imports, exports, searches, compares, checks, shows and corrects hash lists.",
        subcommands = {ListExportCommand.class, ListFindCommand.class, ListDiffCommand.class, ListVerifyCommand.class})
final class ListCommand {
    static final AuditActor ACTOR = AuditActor.system("command");

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before anything runs
    ListCommand() {}

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description =
                    "Imports a list file. A record that is not taken is reported with its number and the reason. Importing the"
                            + " same file again changes nothing; where an import was cut off, it goes on where that stopped.")
    int importFile(
            @Mixin ListInput input,
            @Option(names = "--name", required = true, paramLabel = "LIST", description = "The list's name.")
                    String name,
            @Option(
                            names = "--withdrawn-come-back",
                            description = "Let withdrawn entries that the file has match again.")
                    boolean comeBack,
            @Option(
                            names = "--kind",
                            paramLabel = "KIND",
                            description = "Of a new list: match; negative (must never match, exactly or nearly);"
                                    + " ignore (files that everybody has).")
                    @Nullable
                    ListKind given,
            @Option(names = "--json", description = "Print the report as one JSON object.") boolean json,
            @Mixin Running running)
            throws IOException {
        var progress = new Progress(spec.commandLine().getErr());
        try (InputStream in = input.open(progress);
                var application = running.alone()) {
            var withdrawn = comeBack ? ImportOptions.Withdrawn.COME_BACK : ImportOptions.Withdrawn.STAY;
            ImportReport report = CurrentOrganisation.call(hotline(application), () -> {
                HashListService lists = lists(application);
                ListKind kind = kind(given, lists.find(named(name)));
                return lists.importFrom(
                        named(name),
                        input.entries(in, kind),
                        new ImportOptions(ACTOR, kind, withdrawn),
                        input.fingerprint(progress, kind, withdrawn));
            });
            progress.end();
            if (report.resumedAfter() > 0) {
                spec.commandLine()
                        .getErr()
                        .println("vigie: went on behind %,d records, which an import that was cut off had taken"
                                .formatted(report.resumedAfter()));
            }
            print(report, input, json);
            return report.rejectedCount() == 0 ? ExitCode.OK : ExitCode.PARTIAL;
        } catch (Refusal refusal) {
            if (refusal.key().equals("hashlist.refusal.tooManyFrames")) {
                throw new Failure(
                        ExitCode.CONFLICT,
                        "The known videos would have more than %,d frames; what was read before stays."
                                .formatted(HashListLimits.KNOWN_FRAMES_MAX));
            }
            throw new Failure(
                    ExitCode.CONFLICT,
                    "Another import of the same file took this one up, or the list changed its kind.");
        }
    }

    @Command(
            name = "withdraw",
            mixinStandardHelpOptions = true,
            description = "Withdraws an entry: it stays on record and no longer matches.")
    int withdraw(
            @Parameters(
                            paramLabel = "HASH",
                            description =
                                    "The entry, as algorithm:hash with md5, sha1, sha256, pdq or vpdq; or photodna:value; or"
                                            + " another system's name and value.")
                    String hash,
            @Option(names = "--name", required = true, paramLabel = "LIST", description = "The list's name.")
                    String name,
            @Option(
                            names = "--reason",
                            required = true,
                            paramLabel = "TEXT",
                            description = "Why; kept with the entry. The audit log keeps only that it was withdrawn.")
                    String reason,
            @Mixin Running running) {
        String system = hash.substring(0, Math.max(hash.indexOf(':'), 0));
        HashValue value = HashAlgorithm.ofEntryLabel(system).isPresent() ? parse(hash) : null;
        OpaqueHash opaque = value == null ? parseOpaque(hash) : null;
        try (var application = running.alone()) {
            CurrentOrganisation.as(hotline(application), () -> {
                HashList list = list(application, name);
                if (opaque != null) {
                    application.getBean(OpaqueEntryService.class).withdraw(list.id(), opaque, reason, ACTOR);
                } else if (value != null) {
                    HashListService lists = lists(application);
                    HashEntry entry =
                            lists.entry(list.id(), value).orElseThrow(() -> new Refusal("hashlist.refusal.noEntry"));
                    lists.withdraw(entry.id(), reason, ACTOR);
                }
            });
            spec.commandLine().getErr().println("vigie: withdrawn");
            return ExitCode.OK;
        } catch (Refusal refusal) {
            if (refusal.key().equals("hashlist.refusal.noEntry")) {
                throw new Failure(ExitCode.NOT_FOUND, "The list has no such entry.");
            }
            throw new Failure(
                    ExitCode.USAGE,
                    "--reason is 1 to %d characters without any address.".formatted(HashListLimits.REASON_CHARS_MAX));
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows the lists and their policies.")
    int show(@Option(names = "--json", description = "One JSON object a line.") boolean json, @Mixin Running running) {
        try (var application = running.alone()) {
            CurrentOrganisation.as(hotline(application), () -> show(lists(application), json));
            return ExitCode.OK;
        }
    }

    private void show(HashListService lists, boolean json) {
        PrintWriter out = spec.commandLine().getOut();
        List<HashList> all = lists.lists();
        Map<ListId, ListCount> counts =
                lists.counts(all.stream().map(HashList::id).toList());
        for (HashList list : all) {
            ListCount count = counts.getOrDefault(list.id(), ListCount.NONE);
            if (json) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("list", list.name().text());
                fields.put("kind", list.kind());
                fields.put("entries", count.computed());
                fields.put("opaque_entries", count.opaque());
                fields.put("exact_notifies", list.policy().exactNotifies());
                fields.put("near_notifies_up_to", list.policy().nearNotifiesUpTo());
                fields.put("quality_min", list.policy().qualityMin());
                fields.put("distance_max", list.policy().distanceMax());
                out.println(Json.line(fields));
            } else {
                String more = count.opaque() == 0 ? "" : ", %d not computed here".formatted(count.opaque());
                out.println("%s  %d entries%s".formatted(list.name(), count.computed(), more));
            }
        }
        out.flush();
    }

    private void print(ImportReport report, ListInput input, boolean json) {
        PrintWriter out = spec.commandLine().getOut();
        List<Map<String, ? extends Object>> rejected = report.rejected().stream()
                .map(line -> Map.of("line", line.line(), "reason", line.reason().name()))
                .<Map<String, ? extends Object>>map(line -> line)
                .toList();
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("accepted", report.accepted());
            fields.put("changed", report.changed());
            fields.put("unchanged", report.unchanged());
            fields.put("still_withdrawn", report.stillWithdrawn());
            fields.put("recalled", report.recalled());
            fields.put("opaque", report.opaque());
            fields.put("rejected", report.rejectedCount());
            fields.put("resumed_after", report.resumedAfter());
            fields.put("rejected_lines", rejected);
            out.println(Json.line(fields));
        } else {
            out.println(
                    "%d new, %d changed, %d unchanged, %d still withdrawn, %d recalled, %d not computed here, %d rejected"
                            .formatted(
                                    report.accepted(),
                                    report.changed(),
                                    report.unchanged(),
                                    report.stillWithdrawn(),
                                    report.recalled(),
                                    report.opaque(),
                                    report.rejectedCount()));
            report.rejected().forEach(line -> out.println("%s: %s".formatted(input.place(line.line()), line.reason())));
        }
        out.flush();
    }

    private static ListKind kind(@Nullable ListKind given, Optional<HashList> list) {
        ListKind kind = given == null ? list.map(HashList::kind).orElse(ListKind.MATCH) : given;
        if (list.isPresent() && list.get().kind() != kind) {
            throw new Failure(ExitCode.CONFLICT, "There is a list of that name and of another kind.");
        }
        return kind;
    }

    /** The list of that name. */
    static HashList list(ConfigurableApplicationContext application, String name) {
        return lists(application)
                .find(named(name))
                .orElseThrow(() -> new Failure(ExitCode.NOT_FOUND, "There is no list of that name."));
    }

    private static ListName named(String name) {
        try {
            return new ListName(name);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "--name: " + e.getMessage());
        }
    }

    private static HashValue parse(String text) {
        int colon = text.indexOf(':');
        try {
            HashAlgorithm algorithm = HashAlgorithm.ofEntryLabel(text.substring(0, Math.max(colon, 0)))
                    .orElseThrow(() -> new IllegalArgumentException("algorithm is md5, sha1, sha256, pdq or vpdq"));
            return new HashValue(algorithm, text.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "HASH is algorithm:hash; " + e.getMessage());
        }
    }

    private static OpaqueHash parseOpaque(String text) {
        int colon = text.indexOf(':');
        try {
            return OpaqueHash.parse(text.substring(0, Math.max(colon, 0)), text.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "HASH is algorithm:hash; " + e.getMessage());
        }
    }

    static OrgId hotline(ConfigurableApplicationContext application) {
        return application.getBean(OrganisationService.class).hotline();
    }

    private static HashListService lists(ConfigurableApplicationContext application) {
        return application.getBean(HashListService.class);
    }
}
