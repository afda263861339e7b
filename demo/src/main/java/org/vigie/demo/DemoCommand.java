package org.vigie.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.vigie.command.ExitCode;
import org.vigie.command.Failure;
import org.vigie.command.Json;
import org.vigie.database.FileTree;
import org.vigie.demo.world.World;
import org.vigie.demo.world.WorldSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vigie demo}: the main job from end to end, on real parts, in about two minutes. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Runs the main job against a small web of its own on loopback: witnesses report, known pictures are"
                        + " found, hosts are asked, removals are seen. Then keeps serving the pages until stopped.")
final class DemoCommand implements Callable<Integer> {
    private static final int PORT = 8080;

    @Spec
    private CommandSpec spec;

    @Option(names = "--once", description = "End when the run is over, instead of serving the pages on.")
    private boolean once;

    @Option(names = "--json", description = "Print the final table as one JSON object.")
    private boolean json;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port of the pages. Default: 8080; a free one with --once.")
    private @Nullable Integer port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep the data here. Default: a temporary directory, removed at the end.")
    private @Nullable Path data;

    @Option(
            names = "--world-seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Changes hosts, pictures and edits of the demo's web. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--world-plants",
            paramLabel = "N",
            description = "How many listed pictures, or near copies, are planted.")
    private @Nullable Integer plants;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before anything runs
    DemoCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = data == null ? temporary() : data;
        try (World world = World.start(settings(), Clock.systemUTC());
                Demo demo = Demo.start(
                        world,
                        directory,
                        port == null ? defaultPort() : port,
                        spec.commandLine().getErr())) {
            DemoTable table = demo.run();
            print(table);
            if (!once) {
                demo.invite();
                new CountDownLatch(1).await(); // until a signal ends the process
            }
            return ExitCode.OK;
        } finally {
            if (data == null) {
                FileTree.delete(directory);
            }
        }
    }

    private int defaultPort() {
        return once ? 0 : PORT;
    }

    private WorldSettings settings() {
        try {
            WorldSettings settings = WorldSettings.ofSeed(seed);
            return plants == null ? settings : settings.withPlants(plants);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "--world-plants: " + e.getMessage());
        }
    }

    private void print(DemoTable table) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(table.fields()));
        } else {
            out.println();
            for (Map.Entry<String, Object> row : table.fields().entrySet()) {
                out.println("  %-32s %s".formatted(row.getKey().replace('_', ' '), row.getValue()));
            }
            out.println();
        }
        out.flush();
    }

    /** Others may pass through it but not list it: the database's and the decoder's users must reach their own folders. */
    private static Path temporary() throws IOException {
        Path directory = Files.createTempDirectory("vigie-demo");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        return directory;
    }
}
