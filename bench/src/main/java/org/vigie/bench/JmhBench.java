package org.vigie.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./vigie bench jmh}: hot paths alone, measured by JMH. */
@Command(
        name = "jmh",
        description =
                "Runs the JMH benchmarks of hot paths. The arguments are JMH's: IndexBenchmark -p entries=1000000.")
final class JmhBench implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "What JMH understands; -h lists it.")
    private List<String> arguments = List.of();

    JmhBench() {}

    @Override
    public Integer call() throws IOException {
        Main.main(arguments.toArray(String[]::new));
        return 0;
    }
}
