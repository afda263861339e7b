package org.vigie.hashlist;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;

/**
 * Hashes that say nothing of any picture and still appear in lists by mistake: those of a file without bytes, and the PDQ
 * hashes whose bits are all alike. A list with one of them would match what half the web serves.
 */
final class EmptyContent {
    private static final Set<HashValue> HASHES = Stream.of(
                    new HashValue(HashAlgorithm.MD5, "d41d8cd98f00b204e9800998ecf8427e"),
                    new HashValue(HashAlgorithm.SHA1, "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
                    new HashValue(
                            HashAlgorithm.SHA256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
                    alike('0'),
                    alike('f'))
            .collect(Collectors.toUnmodifiableSet());

    private EmptyContent() {}

    static boolean has(HashValue hash) {
        return HASHES.contains(hash);
    }

    private static HashValue alike(char digit) {
        return new HashValue(HashAlgorithm.PDQ, String.valueOf(digit).repeat(2 * HashAlgorithm.PDQ.bytes()));
    }
}
