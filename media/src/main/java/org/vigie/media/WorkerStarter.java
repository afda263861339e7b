package org.vigie.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.vigie.media.decode.ChildOptions;
import org.vigie.media.decode.DecoderName;
import org.vigie.media.decode.DecodingMain;
import org.vigie.media.decode.VideoMain;
import org.vigie.media.sandbox.ChildJvm;
import org.vigie.media.sandbox.Confinement;
import org.vigie.media.sandbox.Rlimits;

/**
 * Starts decoding processes.
 *
 * <p>All are started by one thread that lives as long as this: Linux kills a child that asked to die with its parent when the
 * <em>thread</em> that started it ends, and callers' threads come and go.
 */
final class WorkerStarter implements AutoCloseable {
    private final List<Path> classpath;
    private final MediaLimits limits;
    private final DecoderName preferred;
    private final String mainClass;
    private final ExecutorService starting = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("media-start").factory());

    WorkerStarter(List<Path> classpath, MediaLimits limits, DecoderName preferred) {
        this(classpath, limits, preferred, DecodingMain.class);
    }

    /** @param program with a {@code main} that takes {@link ChildOptions} */
    WorkerStarter(List<Path> classpath, MediaLimits limits, DecoderName preferred, Class<?> program) {
        this.mainClass = program.getName();
        this.classpath = classpath;
        this.limits = limits;
        this.preferred = preferred;
    }

    /**
     * A process that is not yet known to be ready.
     *
     * @param user the number of the user that it runs as where this is root
     */
    Worker start(Confinement confinement, int user) throws WorkerFault {
        List<String> command = confinement.command(child(user));
        try {
            Process process = CompletableFuture.supplyAsync(() -> start(command), starting)
                    .join();
            return new Worker(process, limits, user);
        } catch (CompletionException | CancellationException | java.util.concurrent.RejectedExecutionException e) {
            throw new WorkerFault(UndecodableReason.SANDBOX_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private static Process start(List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(Path.of("/").toFile());
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C.UTF-8");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ChildJvm child(int user) {
        Rlimits rlimits =
                new Rlimits(limits.memoryBytes(), limits.processorTime().toSeconds(), limits.processes());
        ChildOptions options = new ChildOptions(
                limits.bytesMax(),
                limits.pixelsMax(),
                preferred,
                ProcessHandle.current().pid(),
                rlimits);
        Path javaHome = Path.of(System.getProperty("java.home"));
        return new ChildJvm(real(javaHome), classpath, jvmOptions(), mainClass, options.arguments(), user, rlimits);
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }

    /** Small, single-threaded collection, nothing left on disk: no performance data, no dumps, no attaching. */
    private List<String> jvmOptions() {
        List<String> options = new ArrayList<>(List.of(
                "-Xms16m",
                "-Xmx" + (limits.heapBytes() >> 10) + "k",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:ReservedCodeCacheSize=24m",
                "-XX:MaxMetaspaceSize=48m",
                "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:+SuppressFatalErrorMessage",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true"));
        options.addAll(compilers());
        return options;
    }

    /** A picture wants code soon; of a video a few loops run for long, and what the quick compiler makes is thrown away. */
    private List<String> compilers() {
        return mainClass.equals(VideoMain.class.getName())
                ? List.of("-XX:-TieredCompilation", "-XX:CICompilerCount=1")
                : List.of("-XX:CICompilerCount=2");
    }

    @Override
    public void close() {
        starting.shutdownNow();
    }
}
