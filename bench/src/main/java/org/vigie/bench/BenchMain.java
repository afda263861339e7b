package org.vigie.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Where {@code ./vigie bench} starts. Each benchmark is one command in a class of its own. */
@Command(
        name = "./vigie bench",
        mixinStandardHelpOptions = true,
        description = "Measures how fast Vigie is on this machine. docs/bench.md says what was measured where.",
        synopsisSubcommandLabel = "BENCHMARK",
        subcommands = {ApiBench.class, HashBench.class, MatchBench.class, VideoBench.class})
public final class BenchMain implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before anything runs
    private BenchMain() {}

    public static void main(String[] args) {
        var jmh = new CommandLine(new JmhBench())
                .setUnmatchedOptionsArePositionalParams(true)
                .setStopAtPositional(true);
        var line = new CommandLine(new BenchMain())
                .addSubcommand(jmh)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
        System.exit(line.execute(args));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
