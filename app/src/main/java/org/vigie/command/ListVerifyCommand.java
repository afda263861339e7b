package org.vigie.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.vigie.hashlist.ListCheck;
import org.vigie.hashlist.ListCopyService;
import org.vigie.organisation.CurrentOrganisation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vigie list verify}: whether a list is as it should be. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Checks every entry of a list: hashes of empty content, classes that mean something else by now,"
                        + " imports that were cut off; and tells which entries other lists contradict. Exits 1 when something is wrong.")
final class ListVerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--name", required = true, paramLabel = "LIST", description = "The list's name.")
    private String name;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @Mixin
    private Running running;

    @SuppressWarnings("NullAway.Init") // picocli sets all of these before anything runs
    ListVerifyCommand() {}

    @Override
    public Integer call() {
        try (var application = running.alone()) {
            ListCheck check = CurrentOrganisation.call(
                    ListCommand.hotline(application),
                    () -> application
                            .getBean(ListCopyService.class)
                            .check(ListCommand.list(application, name).id(), ListCommand.ACTOR));
            print(check);
            return check.isGood() ? ExitCode.OK : ExitCode.FINDINGS;
        }
    }

    private void print(ListCheck check) {
        var out = spec.commandLine().getOut();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("good", check.isGood());
        fields.put("entries", check.entries());
        fields.put("withdrawn", check.withdrawn());
        fields.put("opaque_entries", check.opaque());
        fields.put("opaque_withdrawn", check.opaqueWithdrawn());
        fields.put("refused", check.refused());
        fields.put("remapped", check.remapped());
        fields.put("contradicted", check.contradicted());
        fields.put("unfinished_imports", check.unfinished());
        if (json) {
            fields.put(
                    "examples",
                    check.examples().stream()
                            .map(one -> Map.of("hash", one.hash(), "problem", one.problem()))
                            .toList());
            out.println(Json.line(fields));
        } else {
            out.println(fields);
            check.examples().forEach(one -> out.println(one.problem() + " " + one.hash()));
        }
        out.flush();
    }
}
