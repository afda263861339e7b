package org.vigie.seal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigie.seal.opener.OpenerProgram;

/**
 * The process that alone reads the private keys of tips. {@code serve} starts it as its child and speaks to it by its standard
 * input and output; an operator with two users starts it with {@code ./vigie opener --socket}. It starts without Spring.
 */
public final class OpenerMain {
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{8}");

    private OpenerMain() {}

    /** Takes the folder of keys and then the rules, in the order of {@link #arguments}. */
    public static void main(String[] arguments) throws GeneralSecurityException, IOException {
        run(
                Path.of(arguments[0]),
                new OpenerRules(
                        Integer.parseInt(arguments[1]),
                        Integer.parseInt(arguments[2]),
                        Duration.parse(arguments[3]),
                        Duration.parse(arguments[4]),
                        Duration.parse(arguments[5])),
                null);
    }

    /** What {@link #main} takes. */
    static List<String> arguments(Path folder, OpenerRules rules) {
        return List.of(
                folder.toString(),
                String.valueOf(rules.opensAnHour()),
                String.valueOf(rules.createsAnHour()),
                rules.rotateEvery().toString(),
                rules.retireAge().toString(),
                rules.grace().toString());
    }

    /**
     * Serves until the other side goes, or, on a socket, until it is stopped.
     *
     * @param folder of the private keys
     * @param socket where to listen; null for standard input and output
     */
    public static void run(Path folder, OpenerRules rules, @Nullable Path socket)
            throws GeneralSecurityException, IOException {
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        // Java itself would write the text of a failure there, and whatever it quotes
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
                err.println("opener: a thread ended, " + failure.getClass().getSimpleName()));
        var program = new OpenerProgram(folder, rules, Clock.systemUTC(), err::println);
        program.eraseHourly();
        if (socket == null) {
            program.serve(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
        } else {
            program.serve(socket);
        }
    }

    /**
     * A private key that was given up and can be brought back.
     *
     * @param id as ciphertexts name it, in hexadecimal
     * @param erasedAt when the opener erases it, to the hour
     */
    public record Kept(UUID org, String id, Instant givenUpAt, Instant erasedAt) {}

    /**
     * What can be brought back, by who may read the opener's files.
     *
     * @param grace for how long the opener keeps it
     */
    public static List<Kept> kept(Path folder, Duration grace) throws GeneralSecurityException, IOException {
        return files(folder).kept().stream()
                .map(key -> new Kept(
                        key.org(),
                        "%08x".formatted(key.id()),
                        key.givenUpAt(),
                        key.givenUpAt().plus(grace)))
                .toList();
    }

    /**
     * Brings private keys back, in the opener's files, whether one serves or not.
     *
     * @param key its number in hexadecimal; empty: all of the organisation
     * @return how many
     * @throws IOException when the organisation has no keys there, or a file cannot be read or written
     */
    public static int restore(Path folder, UUID org, Optional<String> key)
            throws GeneralSecurityException, IOException {
        if (key.isPresent() && !KEY.matcher(key.get()).matches()) {
            return 0;
        }
        return files(folder).restore(org, key.map(HexFormat::fromHexDigits));
    }

    private static OpenerProgram files(Path folder) throws GeneralSecurityException {
        return new OpenerProgram(folder, OpenerRules.USUAL, Clock.systemUTC(), said -> {});
    }
}
