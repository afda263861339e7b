package org.vigie.core.hash;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The ways of hashing that hash lists use here. */
public enum HashAlgorithm {
    MD5(16),
    SHA1(20),
    SHA256(32),
    /** The perceptual hash of pictures published by Facebook in 2019: 256 bits, compared by Hamming distance. */
    PDQ(32);

    private final int bytes;

    HashAlgorithm(int bytes) {
        this.bytes = bytes;
    }

    /** The length of a hash in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Whether equal hashes mean equal files, as against pictures that look alike. */
    public boolean isExact() {
        return this != PDQ;
    }

    /** The name in list files and in JSON: {@code md5}, {@code sha1}, {@code sha256}, {@code pdq}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The algorithm of that label, in any case. */
    public static Optional<HashAlgorithm> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.label().equalsIgnoreCase(label))
                .findFirst();
    }
}
