package org.vigie.seal;

import com.google.crypto.tink.KeysetHandle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * By what one key is recognised without knowing it.
 *
 * @param id that ciphertexts of it begin with; 32 bits
 * @param check 16 hexadecimal digits: the beginning of a SHA-256 of the key. The key is random, so that they say nothing of it
 */
record KeyMark(int id, String check) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int CHECK_BYTES = 8;
    private static final byte TINK_PREFIX = 1;

    /** The marks of the keys of a file, as Tink writes it. */
    static List<KeyMark> of(String file) {
        List<KeyMark> marks = new ArrayList<>();
        for (JsonNode key : JSON.readTree(file).path("key")) {
            byte[] value =
                    Base64.getDecoder().decode(key.path("keyData").path("value").asString());
            marks.add(new KeyMark((int) key.path("keyId").asLong(), check(value)));
        }
        return marks;
    }

    /** The numbers of all keys of a set. */
    static Set<Integer> ids(KeysetHandle keys) {
        return IntStream.range(0, keys.size())
                .mapToObj(place -> keys.getAt(place).getId())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The mark of a pair that is not Tink's, from its line. Nothing names its number. */
    static KeyMark ofLine(String line) {
        byte[] key = line.strip().getBytes(StandardCharsets.US_ASCII);
        String check = check(key);
        return new KeyMark(HexFormat.fromHexDigits(check, 0, 2 * Integer.BYTES), check);
    }

    /** What a ciphertext of that key begins with. */
    static byte[] prefix(int id) {
        return ByteBuffer.allocate(1 + Integer.BYTES)
                .put(TINK_PREFIX)
                .putInt(id)
                .array();
    }

    private static String check(byte[] key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update("vigie key check ".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(key), CHECK_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
