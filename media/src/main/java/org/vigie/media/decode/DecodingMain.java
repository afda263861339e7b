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

    private DecodingMain(ChildOptions options) {
        this.options = options;
    }

    /** Loaded when the first JPEG comes: most of the time that a process takes to start is loading. */
    private static final class OfSystem {
        static final Optional<TurboJpeg> TURBO_JPEG = TurboJpeg.load();
    }

    /** Loaded when the first other picture comes. */
    private static final class OfJdk {
        static final ImageIoDecoder IMAGE_IO = new ImageIoDecoder();
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
            Wire.write(out, request.get().nonce(), answer(request.get()));
        }
    }

    private Optional<Wire.Request> next(DataInputStream in) throws IOException {
        try {
            return Optional.of(Wire.readRequest(in, options.bytesMax()));
        } catch (EOFException parentIsGone) {
            return Optional.empty();
        }
    }

    private Wire.Reply answer(Wire.Request request) {
        try {
            return decode(request);
        } catch (PictureFault e) {
            return new Wire.Failed(e.fault());
        } catch (OutOfMemoryError e) {
            return new Wire.Failed(Fault.OUT_OF_MEMORY);
        } catch (RuntimeException | StackOverflowError | InternalError brokenByThePicture) {
            return new Wire.Failed(Fault.CORRUPT);
        }
    }

    private Wire.PictureHash decode(Wire.Request request) throws PictureFault {
        if (options.preferred() == DecoderName.TURBOJPEG
                && request.type() == PictureType.JPEG
                && OfSystem.TURBO_JPEG.isPresent()) {
            try {
                return OfSystem.TURBO_JPEG.get().hash(request, options.pixelsMax());
            } catch (PictureFault e) {
                if (e.fault() != Fault.UNSUPPORTED_FORMAT) {
                    throw e;
                }
            }
        }
        return OfJdk.IMAGE_IO.hash(request, options.pixelsMax());
    }
}
