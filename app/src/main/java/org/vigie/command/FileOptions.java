package org.vigie.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The files that a command works on, how many at a time, and where it says what came of them: in the order in which they are named. */
final class FileOptions {
    private static final int THREADS_MAX = 64;
    private static final int AHEAD_PER_THREAD = 4;
    private static final int PROGRESS_AFTER_NANOS = 2_000_000_000;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Files; a directory stands for all files in it and below; - reads names from standard input, one a"
                            + " line.")
    private List<String> names;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Files that are worked on at a time, 1 to 64. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--output",
            paramLabel = "OUT",
            description =
                    "Write JSON lines to that file. Where it is there, from a run that was cut off, the same command goes"
                            + " on where that stopped; one with another list or other options is refused. What they were is"
                            + " kept beside it, in a file whose name ends in .terms.")
    private @Nullable Path output;

    @SuppressWarnings("NullAway.Init") // picocli sets what it parses before anything runs
    FileOptions() {}

    /**
     * What came of a file.
     *
     * @param isGood whether it could be read and decoded
     */
    record Lines(List<String> lines, boolean isGood) {}

    /** Whether lines go to a file, as JSON. */
    boolean isToFile() {
        return output != null;
    }

    int threads() {
        if (threads < 1 || threads > THREADS_MAX) {
            throw new Failure(ExitCode.USAGE, "--threads is 1 to %d.".formatted(THREADS_MAX));
        }
        return threads;
    }

    /**
     * Works on all files, and gives the exit code.
     *
     * @param doing a verb, for the bar
     * @param terms on which an output that was begun is gone on with
     * @param work on one file; called by several threads
     */
    int each(String doing, CommandSpec spec, OutputTerms terms, Function<Path, Lines> work) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        var progress = new Bar(new Progress(err), doing, NamedFiles.count(names));
        try (OutputLines lines = output == null ? OutputLines.to(out) : OutputLines.resuming(output, terms);
                ExecutorService pool = Executors.newFixedThreadPool(threads())) {
            if (lines.done() > 0) {
                err.println("vigie: %,d files are done already".formatted(lines.done()));
            }
            Deque<Future<Lines>> running = new ArrayDeque<>();
            var files = new NamedFiles(names, System.in);
            boolean isGood = lines.isGoodSoFar();
            while (files.hasNext()) {
                Path file = files.next();
                if (lines.has(file)) {
                    progress.step();
                    continue;
                }
                running.add(pool.submit(() -> work.apply(file)));
                if (running.size() >= threads() * AHEAD_PER_THREAD) {
                    isGood &= take(running, lines, progress);
                }
            }
            while (!running.isEmpty()) {
                isGood &= take(running, lines, progress);
            }
            progress.end();
            return isGood ? ExitCode.OK : ExitCode.PARTIAL;
        }
    }

    private static boolean take(Deque<Future<Lines>> running, OutputLines lines, Bar progress) {
        try {
            Lines done = running.removeFirst().get();
            lines.write(done.lines());
            progress.step();
            return done.isGood();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.INTERRUPTED, "stopped");
        }
    }

    /** A bar that does not show for what is done at once. */
    private static final class Bar {
        private final Progress progress;
        private final String doing;
        private final long all;
        private final long begun = System.nanoTime();
        private long done;
        private boolean isShown;

        Bar(Progress progress, String doing, long all) {
            this.progress = progress;
            this.doing = doing;
            this.all = all;
        }

        void step() {
            done++;
            if (System.nanoTime() - begun > PROGRESS_AFTER_NANOS) {
                isShown = true;
                progress.bar(doing, done, all);
            }
        }

        void end() {
            if (isShown) {
                progress.end();
            }
        }
    }
}
