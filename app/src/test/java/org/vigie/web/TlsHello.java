package org.vigie.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The first message of a TLS client that is older than any the JDK would be (RFC 5246, 7.4.1.2). */
final class TlsHello {
    /** Kinds of records, the first byte of an answer: no, and let us go on. */
    static final int ALERT = 21;

    static final int HANDSHAKE = 22;

    private static final int RANDOM_BYTES = 32;

    /** supported_groups (x25519, P-256), ec_point_formats, signature_algorithms. */
    private static final byte[] EXTENSIONS = {
        0, 10, 0, 6, 0, 4, 0, 0x1d, 0, 0x17, //
        0, 11, 0, 2, 1, 0, //
        0, 13, 0, 12, 0, 10, 4, 1, 4, 3, 8, 4, 5, 1, 2, 1
    };

    private TlsHello() {}

    /**
     * A client that knows one version and these ciphers.
     *
     * @param host whose server it wants (RFC 6066, 3)
     * @param minor 0 is SSL 3.0, 1 is TLS 1.0, 3 is TLS 1.2
     */
    static byte[] bytes(String host, int minor, int... ciphers) {
        byte[] name = host.getBytes(StandardCharsets.US_ASCII);
        int extensions = 9 + name.length + EXTENSIONS.length;
        int body = 2 + RANDOM_BYTES + 1 + 2 + 2 * ciphers.length + 2 + 2 + extensions;
        var hello = ByteBuffer.allocate(5 + 4 + body);
        hello.put((byte) HANDSHAKE).put((byte) 3).put((byte) Math.min(minor, 1)).putShort((short) (4 + body));
        hello.put((byte) 1).put((byte) 0).putShort((short) body);
        hello.put((byte) 3).put((byte) minor).put(new byte[RANDOM_BYTES]).put((byte) 0);
        hello.putShort((short) (2 * ciphers.length));
        for (int cipher : ciphers) {
            hello.putShort((short) cipher);
        }
        hello.put((byte) 1).put((byte) 0);
        hello.putShort((short) extensions);
        hello.putShort((short) 0).putShort((short) (5 + name.length)).putShort((short) (3 + name.length));
        hello.put((byte) 0).putShort((short) name.length).put(name);
        hello.put(EXTENSIONS);
        return hello.array();
    }
}
