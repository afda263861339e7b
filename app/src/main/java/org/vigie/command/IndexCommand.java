package org.vigie.command;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vigie.core.index.RadiusIndex;
import org.vigie.hashlist.ListSearch;
import org.vigie.match.MatchService;
import org.vigie.organisation.OrgId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vigie index}: the hash lists as they lie in memory. */
@Command(name = "index", mixinStandardHelpOptions = true, description = "The index of hash lists in memory.")
final class IndexCommand {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before anything runs
    IndexCommand() {}

    @Command(
            name = "stats",
            mixinStandardHelpOptions = true,
            description =
                    "Loads the lists as a serving process does at its start, and tells how many entries that are, what"
                            + " they take of memory, and how long it took.")
    int stats(@Option(names = "--json", description = "Print one JSON object.") boolean json, @Mixin Running running) {
        try (var application = running.alone()) {
            OrgId hotline = ListCommand.hotline(application);
            MatchService matches = application.getBean(MatchService.class);
            long begun = System.nanoTime();
            matches.catchUp();
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            MatchService.IndexStats stats = matches.stats(hotline);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("entries", stats.entries());
            fields.put("bytes", stats.bytes());
            fields.put("bytes_per_entry", stats.entries() == 0 ? 0 : stats.bytes() / stats.entries());
            fields.put("segments", stats.segments());
            fields.put("caught_up_ms", took.toMillis());
            fields.put("scan", RadiusIndex.scanDescription());
            fields.put("licensed", application.getBean(ListSearch.class).licensed());
            spec.commandLine().getOut().println(json ? Json.line(fields) : fields);
            spec.commandLine().getOut().flush();
            return ExitCode.OK;
        }
    }
}
