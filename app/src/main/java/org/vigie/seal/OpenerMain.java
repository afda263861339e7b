package org.vigie.seal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;
import org.vigie.seal.opener.OpenerLimits;
import org.vigie.seal.opener.OpenerProgram;

/**
 * The process that alone reads the private keys of tips. {@code serve} starts it as its child and speaks to it by its standard
 * input and output; an operator with two users starts it with {@code ./vigie opener --socket}. It starts without Spring.
 */
public final class OpenerMain {
    /** Values opened in an hour unless an operator sets another number. */
    public static final int OPENS_AN_HOUR = OpenerLimits.OPENS_AN_HOUR;

    private OpenerMain() {}

    /** Takes the folder of keys and how many values may be opened in an hour. */
    public static void main(String[] arguments) throws GeneralSecurityException, IOException {
        run(Path.of(arguments[0]), Integer.parseInt(arguments[1]), null);
    }

    /**
     * Serves until the other side goes, or, on a socket, until it is stopped.
     *
     * @param folder of the private keys
     * @param socket where to listen; null for standard input and output
     */
    public static void run(Path folder, int opensAnHour, @Nullable Path socket)
            throws GeneralSecurityException, IOException {
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        var program = new OpenerProgram(folder, opensAnHour, err::println);
        if (socket == null) {
            program.serve(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
        } else {
            program.serve(socket);
        }
    }
}
