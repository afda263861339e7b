package org.vigie.notice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that says what it is told to say: for refusals and breakdowns that a good server does not have. */
final class ScriptedSmtp implements AutoCloseable {
    /** Instead of a reply: the connection is cut. */
    static final String CUT = "";

    private final ServerSocket socket;
    private final Map<String, String> replies;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();

    /** @param replies by the first word of a command, and for {@code .} after a mail; all else is answered well */
    ScriptedSmtp(InetAddress address, Map<String, String> replies) throws IOException {
        this.replies = Map.copyOf(replies);
        socket = new ServerSocket(0, 10, address);
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    List<String> commands() {
        return commands;
    }

    /** What was handed over, refused or not. */
    List<String> mails() {
        return mails;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                talk(client);
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void talk(Socket client) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        var out = client.getOutputStream();
        var writer = new java.io.OutputStreamWriter(out, StandardCharsets.UTF_8);
        say(writer, "220 ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            commands.add(line);
            String word = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            if (!say(writer, replies.getOrDefault(word, usual(word))) || word.equals("QUIT")) {
                return;
            }
            if (word.equals("DATA") && !replies.containsKey("DATA")) {
                mails.add(mail(in));
                if (!say(writer, replies.getOrDefault(".", "250 taken"))) {
                    return;
                }
            }
        }
    }

    private static String usual(String word) {
        return switch (word) {
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 ok";
        };
    }

    private static String mail(BufferedReader in) throws IOException {
        var lines = new ArrayList<String>();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            lines.add(line);
        }
        return String.join("\n", lines);
    }

    private static boolean say(Writer writer, String reply) throws IOException {
        if (reply.equals(CUT)) {
            return false;
        }
        writer.write(reply + "\r\n");
        writer.flush();
        return true;
    }
}
