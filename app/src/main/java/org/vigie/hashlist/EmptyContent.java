package org.vigie.hashlist;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;

/**
 * Hashes that say nothing of any picture and still appear in lists by mistake: those of a file without bytes, those of the
 * GIF files of one pixel that pages count their visitors with, and the PDQ hashes whose bits are all alike. A list with one
 * of them would match what half the web serves.
 */
public final class EmptyContent {
    /** Whole files, in hexadecimal digits: no bytes; one transparent pixel in the three ways in which it is written most. */
    private static final Set<String> FILES = Set.of(
            "",
            "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b",
            "47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b",
            "47494638396101000100f00000ffffff00000021f90401000000002c00000000010001000002024401003b");

    private static final Set<HashValue> HASHES = Stream.concat(
                    FILES.stream().map(HexFormat.of()::parseHex).flatMap(EmptyContent::hashes),
                    Stream.of(alike('0'), alike('f')))
            .collect(Collectors.toUnmodifiableSet());

    private EmptyContent() {}

    /** Whether it is such a hash. */
    public static boolean has(HashValue hash) {
        return HASHES.contains(hash);
    }

    private static Stream<HashValue> hashes(byte[] file) {
        return Stream.of(
                HashValue.of(HashAlgorithm.MD5, digest("MD5", file)),
                HashValue.of(HashAlgorithm.SHA1, digest("SHA-1", file)),
                HashValue.of(HashAlgorithm.SHA256, digest("SHA-256", file)));
    }

    private static byte[] digest(String algorithm, byte[] file) {
        try {
            return MessageDigest.getInstance(algorithm).digest(file);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has these three", e);
        }
    }

    private static HashValue alike(char digit) {
        return new HashValue(HashAlgorithm.PDQ, String.valueOf(digit).repeat(2 * HashAlgorithm.PDQ.bytes()));
    }
}
