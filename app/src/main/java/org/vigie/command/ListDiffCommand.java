package org.vigie.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import org.vigie.hashlist.HashList;
import org.vigie.hashlist.ListCopyService;
import org.vigie.hashlist.ListDiff;
import org.vigie.organisation.CurrentOrganisation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vigie list diff}: how a file and a list differ. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = "Compares a list file with a list, and changes nothing. Exits 1 when they differ.")
final class ListDiffCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ListInput input;

    @Option(names = "--name", required = true, paramLabel = "LIST", description = "The list's name.")
    private String name;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @Mixin
    private Running running;

    @SuppressWarnings("NullAway.Init") // picocli sets all of these before anything runs
    ListDiffCommand() {}

    @Override
    public Integer call() throws IOException {
        try (var application = running.alone()) {
            ListDiff diff = CurrentOrganisation.call(ListCommand.hotline(application), () -> diff(application));
            print(diff);
            return diff.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
        }
    }

    private ListDiff diff(ConfigurableApplicationContext application) throws IOException {
        HashList list = ListCommand.list(application, name);
        var progress = new Progress(spec.commandLine().getErr());
        try (InputStream in = input.open(progress)) {
            return application
                    .getBean(ListCopyService.class)
                    .diff(list.id(), input.entries(in, list.kind()), ListCommand.ACTOR);
        } finally {
            progress.end();
        }
    }

    private void print(ListDiff diff) {
        var out = spec.commandLine().getOut();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("same", diff.same());
        fields.put("other_class", diff.otherClass());
        fields.put("only_in_file", diff.onlyInFile());
        fields.put("withdrawn_here", diff.withdrawnHere());
        fields.put("only_in_list", diff.onlyInList());
        fields.put("rejected", diff.rejected());
        if (json) {
            fields.put(
                    "examples",
                    diff.examples().stream()
                            .map(one -> Map.of("hash", one.hash(), "difference", one.difference()))
                            .toList());
            out.println(Json.line(fields));
        } else {
            out.println(fields);
            diff.examples().forEach(one -> out.println(one.difference() + " " + one.hash()));
        }
        out.flush();
    }
}
