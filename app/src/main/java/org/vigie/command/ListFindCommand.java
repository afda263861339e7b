package org.vigie.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.OpaqueHash;
import org.vigie.hashlist.ListSearch;
import org.vigie.hashlist.OpaqueSaid;
import org.vigie.hashlist.Said;
import org.vigie.organisation.CurrentOrganisation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie list find}: what the lists say of one hash. */
@Command(
        name = "find",
        mixinStandardHelpOptions = true,
        description =
                "Tells what the lists say of one hash, also of one that is not computed here, such as PhotoDNA's. The audit"
                        + " log keeps that it was asked, not the hash. Exits 1 when a list has it.")
final class ListFindCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "HASH",
            description =
                    "algorithm:hash with md5, sha1, sha256, pdq or vpdq; or photodna:value; or another system's name and"
                            + " value.")
    private String hash;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Mixin
    private Running running;

    @SuppressWarnings("NullAway.Init") // picocli sets all of these before anything runs
    ListFindCommand() {}

    @Override
    public Integer call() {
        int colon = Math.max(hash.indexOf(':'), 0);
        String system = hash.substring(0, colon);
        String value = hash.substring(colon + 1);
        List<Map<String, Object>> found;
        try (var application = running.alone()) {
            ListSearch search = application.getBean(ListSearch.class);
            found = CurrentOrganisation.call(ListCommand.hotline(application), () -> find(search, system, value));
        }
        found.forEach(fields -> spec.commandLine().getOut().println(json ? Json.line(fields) : fields));
        spec.commandLine().getOut().flush();
        if (found.isEmpty()) {
            spec.commandLine().getErr().println("vigie: no list has it");
        }
        return found.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private static List<Map<String, Object>> find(ListSearch search, String system, String value) {
        List<Map<String, Object>> found = new ArrayList<>();
        try {
            var algorithm = HashAlgorithm.ofEntryLabel(system);
            if (algorithm.isPresent()) {
                search.said(new HashValue(algorithm.get(), value), ListCommand.ACTOR)
                        .forEach(said -> found.add(fields(said)));
            } else {
                search.said(OpaqueHash.parse(system, value), ListCommand.ACTOR)
                        .forEach(said -> found.add(fields(said)));
            }
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "HASH is algorithm:hash; " + e.getMessage());
        }
        return found;
    }

    private static Map<String, Object> fields(Said said) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("list", said.listName().text());
        fields.put("kind", said.kind());
        fields.put("class", said.entry().classAsGiven());
        fields.put("source", said.entry().source());
        fields.put("withdrawn", said.entry().withdrawnAt() != null);
        fields.put("match", "exact");
        return fields;
    }

    private static Map<String, Object> fields(OpaqueSaid said) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("list", said.listName().text());
        fields.put("kind", said.kind());
        fields.put("class", said.entry().classAsGiven());
        fields.put("source", said.entry().source());
        fields.put("withdrawn", false);
        fields.put("match", said.isExact() ? "exact" : "near");
        fields.put("distance", said.distance());
        return fields;
    }
}
