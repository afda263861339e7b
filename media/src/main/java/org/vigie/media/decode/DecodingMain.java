package org.vigie.media.decode;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.vigie.media.sandbox.EscapeAttempt;
import org.vigie.media.sandbox.SelfConfinement;

/**
 * The program of the decoding process: confine itself, try to escape, say hello, then answer pictures until its input ends.
 *
 * <p>Decoders are loaded after the filter is on, which lets files be read: a process that is started and not used, or used for
 * one kind of picture only, costs less.
 */
public final class DecodingMain {
    private static final int BUFFER = 1 << 16;

    /** Exit codes, for the parent's report: 3 a bad message, 4 no memory. */
    private static final int BAD_MESSAGE = 3;

    private static final int NO_MEMORY = 4;

    private final ChildOptions options;
    private final Decoders decoders;

    private DecodingMain(ChildOptions options) {
        this.options = options;
        this.decoders = new Decoders(options.preferred(), options.pixelsMax());
    }

    /**
     * Runs until the input ends.
     *
     * @param args as {@link ChildOptions#arguments()} writes them
     */
    public static void main(String[] args) throws IOException {
        ChildOptions options = ChildOptions.parse(args);
        DataInputStream in =
                new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in), BUFFER));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        DecodingMain program = new DecodingMain(options);
        boolean filtered = SelfConfinement.apply(options.rlimits());
        Wire.write(out, new Wire.Hello(EscapeAttempt.refusedBy(options.parentPid()), filtered));
        try {
            program.serve(in, out);
        } catch (Wire.BadMessage e) {
            Runtime.getRuntime().halt(BAD_MESSAGE);
        } catch (OutOfMemoryError e) {
            Runtime.getRuntime().halt(NO_MEMORY);
        }
    }

    private void serve(DataInputStream in, DataOutputStream out) throws IOException {
        while (true) {
            Optional<Wire.Request> request = next(in);
            if (request.isEmpty()) {
                return;
            }
            Wire.write(out, request.get().nonce(), decoders.hash(request.get()));
        }
    }

    private Optional<Wire.Request> next(DataInputStream in) throws IOException {
        try {
            return Optional.of(Wire.readRequest(in, options.bytesMax()));
        } catch (EOFException parentIsGone) {
            return Optional.empty();
        }
    }
}
