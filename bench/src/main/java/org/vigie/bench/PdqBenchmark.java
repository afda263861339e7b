package org.vigie.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.vigie.core.hash.Luma;
import org.vigie.core.hash.PdqHasher;
import org.vigie.core.hash.PdqResult;
import org.vigie.core.hash.Reduction;

/** The PDQ hash of a picture that is already decoded to grey. Decoding costs more; this does not measure it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class PdqBenchmark {
    /** Width and height. */
    @Param({"640x480", "1920x1080", "4000x3000"})
    String size = "";

    private Reduction whole = new Reduction(1, 1, 1);
    private Reduction reduction = whole;
    private byte[] pixels = {};
    private byte[] reducedPixels = {};

    /** Draws hills under a sky with some grain: smooth shapes, edges and noise, as in a photograph. */
    @Setup
    public void draw() {
        String[] sides = size.split("x", -1);
        whole = new Reduction(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), 1);
        reduction = Reduction.strongestFor(whole.width(), whole.height());
        pixels = landscape(whole);
        reducedPixels = landscape(reduction);
    }

    /** The canonical hash: four passes at full size. */
    @Benchmark
    public PdqResult canonical() {
        return PdqHasher.hash(Luma.ofGrey(whole.width(), whole.height(), pixels));
    }

    /** The same picture by banded weights. */
    @Benchmark
    public PdqResult banded() {
        return PdqHasher.hashReduced(Luma.ofGrey(whole.width(), whole.height(), pixels), whole);
    }

    /** The picture as the crawl decodes it: as small as it may be. */
    @Benchmark
    public PdqResult bandedReduced() {
        Luma luma = Luma.ofGrey(reduction.reducedWidth(), reduction.reducedHeight(), reducedPixels);
        return PdqHasher.hashReduced(luma, reduction);
    }

    private static byte[] landscape(Reduction reduction) {
        int width = reduction.reducedWidth();
        int height = reduction.reducedHeight();
        byte[] grey = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double across = 6.0 * x / width;
                double down = (double) y / height;
                double ridge = 0.5 + 0.2 * Math.sin(across) + 0.08 * Math.sin(3.7 * across);
                double light = down < ridge ? 210 - 60 * down : 40 + 90 * (down - ridge);
                int grain = (x * 7919 + y * 104_729) % 13;
                grey[y * width + x] = (byte) (light + grain);
            }
        }
        return grey;
    }
}
