package org.vigie.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.vigie.database.FileTree;
import org.vigie.demo.world.MailSeen;
import org.vigie.demo.world.Plant;
import org.vigie.demo.world.World;
import org.vigie.demo.world.WorldSettings;

/**
 * S3 and half of S18: canaries go through every journey, those that fail too, of a real process that logs all it can, and then
 * everything that is left of it is searched: log, database files and their write-ahead log, other files of the data
 * directory, temporary files, metrics, threads, answers, and mails but for the lines that must name an address.
 */
@Tag("figures")
class CanaryIT {
    private static final boolean IS_LONG = System.getProperty("vigie.long") != null;
    private static final int CANARIES = IS_LONG ? 200 : 20;
    /** So many mails there are before the listed picture, which every host shows, is held for being found too often. */
    private static final int ASKED_ABOUT_MIN = IS_LONG ? 30 : 10;

    private static final Duration OVER_MAX = Duration.ofMinutes(IS_LONG ? 10 : 2);
    private static final int RUN_MAX_S = 60;

    private final Canaries canaries = new Canaries(new Random());
    private Path folder;
    private World world;
    private CanarySite site;
    private Lives life;
    private CanaryVisitor visitor;
    private CanaryVisitor inside;
    private CanaryVisitor partner;
    private CanaryAnalyst analyst;
    private CanaryProgram program;
    private URI metrics;

    @BeforeEach
    void aSiteOfCanaries() throws Exception {
        folder = Files.createTempDirectory("vigie-canaries");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Files.createDirectories(folder.resolve("tmp"));
        world = World.start(WorldSettings.ofSeed(3).withHosts(6), Clock.systemUTC());
        site = new CanarySite(canaries, listedPicture());
        String refused = world.providers().getLast().abuseContact();
        world.mailbox().refuse(refused);
        URI base = URI.create("http://localhost:" + freePort());
        metrics = URI.create("http://localhost:" + freePort() + "/actuator/prometheus");
        Files.write(folder.resolve(Killable.SETTINGS), settings(base.getPort()));
        // a page of every tenth host is crawled, those of the others are reported
        Files.write(
                folder.resolve(Killable.SEEDS),
                numbers()
                        .filter(i -> i % 10 == 0)
                        .mapToObj(i -> site.address(i, 0))
                        .toList());
        Files.writeString(folder.resolve(Killable.HASHES), world.hashListCsv());
        Files.writeString(
                folder.resolve(Killable.PROVIDERS),
                "provider,host,email,language\nLoopback One,127.0.0.0/9,%s,en\nLoopback Two,127.128.0.0/9,%s,en\n"
                        .formatted(world.providers().getFirst().abuseContact(), refused));
        life = new Lives(
                folder,
                folder.resolve("data"),
                base,
                List.of(
                        "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                        "-XX:ErrorFile=" + folder.resolve("tmp/crash.log"),
                        "-XX:-UsePerfData"));
        Files.createFile(folder.resolve(Killable.LINK));
        visitor = new CanaryVisitor(base, canaries);
        inside = new CanaryVisitor(base, canaries);
        analyst = new CanaryAnalyst(inside, canaries);
        partner = new CanaryVisitor(base, canaries);
        program = new CanaryProgram(base, partner, canaries);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        life.close();
        life.killDatabase();
        site.close();
        world.close();
        FileTree.delete(folder);
    }

    @Test
    void nothingOfWhatCameInStandsWhereItMustNot() throws Exception {
        canariesComeIn();
        analyst.works(site.address(0, 0));
        assertThat(analyst.read()).as("what was opened").containsKeys("/items", "/reports", "/notices", "/crawl");
        Map<String, List<String>> found = whereCanariesStand();
        int places = found.size();
        found.values().removeIf(List::isEmpty);
        found.replaceAll((place, all) -> all.stream().distinct().limit(10).toList());

        assertThat(List.of(" DEBUG ", "[withheld]", "with status 500: org.postgresql.util.PSQLException (SQLSTATE "))
                .as("what shows that the log was full")
                .allMatch(this::isInLog);
        assertThat(visitor.statuses()).as("what went wrong").contains(400, 401, 404, 422, 429, 500);
        assertThat(program.statuses()).as("what a program was told").containsKeys(200, 400, 403, 422);
        assertThat(found).isEmpty();
        keep(
                "%d addresses and %d words through %d requests, %d of them by somebody inside and %d by a program, and %d fetches, %d spellings, %d places searched: 0 found"
                        .formatted(
                                site.addresses(),
                                canaries.texts(),
                                visitor.requests() + inside.requests() + partner.requests(),
                                inside.requests(),
                                partner.requests(),
                                site.answered(),
                                canaries.spellings(),
                                places));
    }

    @Test
    void whatIsSearchedForWouldBeFound() throws IOException {
        String word = canaries.words(7);
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 3; before++) {
            byte[] shifted = ("x".repeat(before) + word).getBytes(StandardCharsets.UTF_8);
            assertThat(canaries.in(Base64.getEncoder().encodeToString(shifted))).isNotEmpty();
        }
        // both where the syllable has no letter whose number in hex has one
        assertThat(canaries.in(HexFormat.of().formatHex(bytes))).contains("hex").isSubsetOf("hex", "HEX");
        assertThat(canaries.in(word.getBytes(StandardCharsets.UTF_16LE))).isNotEmpty();
        Path file = Files.createDirectories(folder.resolve("control")).resolve("large");
        Files.writeString(file, "y".repeat((1 << 22) - 12) + word + "z".repeat(100));
        assertThat(canaries.below(folder.resolve("control"))).containsExactly("large: plain");
    }

    /** Through the doors of strangers and of people inside, and through mistakes and failures of each. */
    private void canariesComeIn() throws Exception {
        life.begin();
        life.awaitServing();
        for (int i = 0; i < CANARIES; i++) {
            visitor.reports(site.address(i, i % 2), i);
            visitor.errs(i);
        }
        visitor.uploads(1);
        visitor.speaksNoHttp();
        Path link = folder.resolve(Killable.LINK);
        await().until(() -> Files.size(link) > 0);
        analyst.comesIn(Files.readString(link));
        program.comesIn(analyst.admits(program.publicKey(), CanaryProgram.HOST));
        program.asks(site.port());
        analyst.errs(site.address(0, 15));
        life.rename("person", "person_elsewhere");
        visitor.errsInVain(1);
        analyst.errs(site.address(0, 16));
        life.rename("person_elsewhere", "person");
        await().atMost(OVER_MAX)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(noticed())
                        .as("items that were asked about; %d answers of the site", site.answered())
                        .isGreaterThanOrEqualTo(ASKED_ABOUT_MIN));
    }

    /** By place: the forms in which a canary was found there. Ends the process, since what it leaves behind is a place too. */
    private Map<String, List<String>> whereCanariesStand() throws Exception {
        Map<String, List<String>> found = new LinkedHashMap<>();
        found.put("answers", visitor.leaks());
        found.put("answers to people inside", inside.leaks());
        found.put("answers to a program", partner.leaks());
        found.put("metrics", canaries.in(get(metrics)));
        found.put(
                "mails",
                world.mailbox().messages().stream().flatMap(this::leaks).toList());
        found.put("command line", canaries.in(command()));
        found.put("threads", canaries.in(threads()));
        if (life.isAlive()) {
            life.kill();
        }
        life.stopDatabase();
        found.put("log", canaries.inFile(life.log()));
        found.put("browser", isInLog(CanaryVisitor.BROWSER) ? List.of("the browser's name") : List.of());
        found.put("data directory", canaries.below(folder.resolve("data")));
        found.put("temporary files", canaries.below(folder.resolve("tmp")));
        return found;
    }

    /** Line by line: in the long form it is larger than a text can be. */
    private boolean isInLog(String text) {
        try (Stream<String> lines = Files.lines(life.log())) {
            return lines.anyMatch(line -> line.contains(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IntStream numbers() {
        return IntStream.range(0, CANARIES);
    }

    /** Reported canaries that a mail was about. */
    private long noticed() {
        return world.mailbox().messages().stream()
                .flatMap(mail -> mail.addresses().stream())
                .filter(address -> !canaries.in(address).isEmpty())
                .distinct()
                .count();
    }

    /** A notice names addresses in its body and its attachment to those who can take them down, and nowhere else. */
    private Stream<String> leaks(MailSeen mail) {
        return canaries
                .in(String.join(
                        "\n",
                        mail.subject(),
                        mail.messageId(),
                        mail.recipients().toString(),
                        mail.attachments().toString()))
                .stream();
    }

    private byte[] listedPicture() throws IOException {
        Plant plant = world.plantsThatDecodingCanReach().stream()
                .filter(one -> one.kind() == Plant.Kind.EXACT)
                .findFirst()
                .orElseThrow();
        // By hand: the client of the JDK lets nobody name another host than it connects to, unless asked before its
        // first use.
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), world.port())) {
            socket.getOutputStream()
                    .write("GET %s HTTP/1.0\r\nHost: %s\r\n\r\n"
                            .formatted(plant.path(), plant.host())
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();
            int body = new String(answer, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
            return Arrays.copyOfRange(answer, body, answer.length);
        }
    }

    private static String get(URI address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }

    /**
     * Names and stacks of all threads, the virtual ones too. The last that is asked of the process: a JVM up to 25 can crash while it
     * writes virtual threads that come and go (JDK-8364343). Then what it wrote until there is searched, and its report of the crash
     * among the temporary files.
     */
    private String threads() throws IOException, InterruptedException {
        Path dump = folder.resolve("threads.txt");
        String pid = Long.toString(life.pid());
        String platform = run("jcmd", pid, "Thread.print", "-l") + run("jcmd", pid, "VM.system_properties");
        assertThat(platform).contains("Attach Listener", "java.io.tmpdir");
        run("jcmd", pid, "Thread.dump_to_file", dump.toString());
        String all = Files.readString(dump);
        if (life.isAlive()) {
            assertThat(all).contains("audit-integrator");
        }
        return platform + all;
    }

    private String command() throws IOException {
        return ProcessHandle.of(life.pid()).orElseThrow().info().commandLine().orElse("");
    }

    private String run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", program).toString()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(RUN_MAX_S, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output);
    }

    private List<String> settings(int port) {
        Map<String, Object> settings = new LinkedHashMap<>(DemoSchedules.SETTINGS);
        settings.put("vigie.data", folder.resolve("data"));
        settings.put("server.port", port);
        settings.put("management.server.port", metrics.getPort());
        settings.put("vigie.mode", "TEST");
        settings.put("vigie.crawl.test-names", String.join(",", names()));
        settings.put("vigie.crawl.delay-min-in-test", "0ms");
        settings.put("vigie.crawl.retry-first", "200ms");
        // all reports come from this machine, and none shall wait an hour for that
        settings.put("vigie.limits.size.report-of-network", 1_000_000);
        settings.put("vigie.mail.host", "127.0.0.1");
        settings.put("vigie.mail.port", world.mailbox().smtpPort());
        settings.put("vigie.notice.retry-first", "1s");
        settings.put("logging.level.root", "debug");
        settings.put("logging.level.org.springframework", "trace");
        settings.put("logging.level.org.apache.hc", "trace");
        settings.put("logging.level.crawlercommons", "trace");
        List<String> lines = new ArrayList<>();
        settings.forEach((name, value) -> lines.add(name + "=" + value));
        return lines;
    }

    /** Every third host lies where mails are refused; that of the program lies here. */
    private List<String> names() {
        return Stream.concat(
                        numbers()
                                .mapToObj(i ->
                                        canaries.host(i) + "=" + (i % 3 == 2 ? CanarySite.ELSEWHERE : "127.0.0.1")),
                        Stream.of(CanaryProgram.HOST + "=127.0.0.1"))
                .toList();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** As {@code org.vigie.testing.Figure} of the application's tests, which are not on this path. */
    private static void keep(String found) throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path root =
                Files.exists(here.resolve("vigie")) ? here : here.resolve("..").normalize();
        Path figures = Files.createDirectories(root.resolve("target/security-figures"));
        Files.writeString(figures.resolve("S3.txt"), "S3" + (IS_LONG ? " (long): " : " (short): ") + found + "\n");
    }
}
