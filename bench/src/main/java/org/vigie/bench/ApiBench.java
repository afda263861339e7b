package org.vigie.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./vigie bench api}: look-ups by the API of a server that runs already, of random PDQ hashes, which are misses nearly always. */
@Command(
        name = "api",
        mixinStandardHelpOptions = true,
        description =
                "Asks a running server for random PDQ hashes, as a client inside the trust circle with a long-lived token.")
final class ApiBench implements Callable<Integer> {
    private static final int CANNOT = 6;
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e6;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:8080",
            description = "Where the server is. Default: ${DEFAULT-VALUE}.")
    private URI url;

    @Option(names = "--token", paramLabel = "FILE", required = true, description = "A file with the token.")
    private Path token;

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Look-ups that are measured, after a tenth as many that are not. Default: ${DEFAULT-VALUE}.")
    private int requests;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            defaultValue = "8",
            description = "Look-ups that are under way at a time. Default: ${DEFAULT-VALUE}.")
    private int atOnce;

    @Mixin
    private Figures figures = new Figures();

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before anything runs
    ApiBench() {}

    @Override
    public Integer call() throws Exception {
        String secret = Files.readString(token).strip();
        try (var http = HttpClient.newHttpClient();
                var threads = Executors.newFixedThreadPool(atOnce)) {
            figures.progress("warming up");
            run(http, threads, secret, requests / 10);
            figures.progress("measuring");
            long begun = System.nanoTime();
            long[] times = run(http, threads, secret, requests);
            double seconds = (System.nanoTime() - begun) / NANOS;
            Arrays.sort(times);
            figures.with("lookups", times.length)
                    .with("lookups_per_s", times.length / seconds)
                    .with("p50_ms", times[times.length / 2] / MILLIS)
                    .with("p99_ms", times[times.length * 99 / 100] / MILLIS)
                    .with("longest_ms", times[times.length - 1] / MILLIS)
                    .print();
            return 0;
        } catch (IOException e) {
            figures.progress(String.valueOf(e.getMessage()));
            return CANNOT;
        }
    }

    /** How long each took, in nanoseconds. */
    private long[] run(HttpClient http, java.util.concurrent.ExecutorService threads, String secret, int count)
            throws Exception {
        List<Future<long[]>> running = new ArrayList<>();
        for (int thread = 0; thread < atOnce; thread++) {
            var random = new SplittableRandom(System.nanoTime() + thread);
            running.add(threads.submit(() -> {
                var times = new long[Math.max(1, count / atOnce)];
                for (int request = 0; request < times.length; request++) {
                    times[request] = ask(http, secret, random);
                }
                return times;
            }));
        }
        var all = new ArrayList<long[]>();
        for (var one : running) {
            all.add(one.get());
        }
        return all.stream().flatMapToLong(Arrays::stream).toArray();
    }

    private long ask(HttpClient http, String secret, SplittableRandom random) throws IOException, InterruptedException {
        String hash = "%016x%016x%016x%016x"
                .formatted(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
        var request = HttpRequest.newBuilder(url.resolve("/m/raw_lookup?signal_type=pdq&signal=" + hash))
                .header("Authorization", "Bearer " + secret)
                .build();
        long begun = System.nanoTime();
        int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IOException("the server answered " + status);
        }
        return System.nanoTime() - begun;
    }
}
