package org.vigie.media;

import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.vigie.media.decode.Wire;

/** A hostile decoding process: before each answer it writes a million bytes to where nobody listens. */
final class Shouter {
    static final int BYTES = 1 << 20;

    /** Stands for what was in the picture. */
    static final String SECRET = "seen-in-the-picture";

    private Shouter() {}

    /** With a word as argument it says that, and neither hello nor anything else. */
    public static void main(String[] args) throws IOException {
        if (args.length > 0) {
            shout(args[0] + "\nmore of it\n");
            return;
        }
        var out = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        Wire.write(out, new Wire.Hello(0, false));
        while (System.in.read() >= 0) {
            shout(SECRET);
            out.write(1);
            out.flush();
        }
    }

    private static void shout(String word) {
        byte[] bytes = new byte[BYTES];
        Arrays.fill(bytes, (byte) '!');
        byte[] start = word.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(start, 0, bytes, 0, start.length);
        System.err.write(bytes, 0, bytes.length);
        System.err.flush();
    }
}
