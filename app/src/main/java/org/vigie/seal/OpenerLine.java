package org.vigie.seal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vigie.seal.opener.OpenerWire;

/** One connection to an opener: a child of this process, or a socket. */
final class OpenerLine implements AutoCloseable {
    private static final String LAUNCHER = "org.springframework.boot.loader.launch.JarLauncher";

    private final DataInputStream in;
    private final DataOutputStream out;
    private final Runnable end;

    private OpenerLine(DataInputStream in, DataOutputStream out, Runnable end) {
        this.in = in;
        this.out = out;
        this.end = end;
    }

    static OpenerLine toSocket(Path path) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new OpenerLine(
                new DataInputStream(Channels.newInputStream(channel)),
                new DataOutputStream(Channels.newOutputStream(channel)),
                () -> close(channel));
    }

    /** Starts an opener, which ends when this process does, however it ends: its standard input closes. */
    static OpenerLine toChild(Path folder, OpenerRules rules) throws IOException {
        var builder = new ProcessBuilder(command(folder, rules))
                .directory(Path.of("/").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        return new OpenerLine(
                new DataInputStream(process.getInputStream()),
                new DataOutputStream(process.getOutputStream()),
                process::destroyForcibly);
    }

    /** The same program that runs here. Inside a jar of jars it is started by that jar's launcher and its command line. */
    private static List<String> command(Path folder, OpenerRules rules) {
        List<String> classPath = List.of(System.getProperty("java.class.path").split(":", -1));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms8m",
                "-Xmx48m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:+SuppressFatalErrorMessage", // a report of a crash quotes memory: keys, and what was just opened
                "-XX:-HeapDumpOnOutOfMemoryError",
                "-Xshare:auto",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                String.join(":", classPath.stream().map(OpenerLine::absolute).toList())));
        if (isInJarOfJars()) {
            command.addAll(List.of(LAUNCHER, "opener"));
            command.addAll(options(folder, rules));
        } else {
            command.add(OpenerMain.class.getName());
            command.addAll(OpenerMain.arguments(folder, rules));
        }
        return command;
    }

    private static List<String> options(Path folder, OpenerRules rules) {
        return List.of(
                "--keys",
                folder.toString(),
                "--opens-an-hour",
                String.valueOf(rules.opensAnHour()),
                "--creates-an-hour",
                String.valueOf(rules.createsAnHour()),
                "--rotate-every",
                rules.rotateEvery().toString(),
                "--retire-age",
                rules.retireAge().toString(),
                "--grace",
                rules.grace().toString());
    }

    private static String absolute(String entry) {
        return Path.of(entry).toAbsolutePath().toString();
    }

    private static boolean isInJarOfJars() {
        var source = OpenerLine.class.getProtectionDomain().getCodeSource();
        return source != null && source.getLocation().toString().contains("nested:");
    }

    /** Waits until the other side has said that it is an opener. */
    void greeted() throws IOException {
        String hello = new String(OpenerWire.frame(in), StandardCharsets.US_ASCII);
        if (!hello.equals(OpenerWire.HELLO)) {
            throw new IOException("no opener of this version");
        }
    }

    OpenerWire.Answer ask(OpenerWire.Question question) throws IOException {
        OpenerWire.write(out, question);
        return OpenerWire.answer(in);
    }

    @Override
    public void close() {
        end.run();
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            return; // it is gone either way
        }
    }
}
