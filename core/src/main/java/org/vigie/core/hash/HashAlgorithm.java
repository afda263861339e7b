package org.vigie.core.hash;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The ways of hashing that hash lists use here. */
public enum HashAlgorithm {
    MD5(16),
    SHA1(20),
    SHA256(32),
    /** The perceptual hash of pictures published by Facebook in 2019: 256 bits, compared by Hamming distance. */
    PDQ(32),
    /**
     * A known video: the SHA-256 of the list of its frames' PDQ hashes, see {@link org.vigie.core.video.FrameList}. It names the
     * list, which lies beside the entry; no file is hashed to such a value, and what matches is told by the frames alone.
     */
    VPDQ(32);

    private static final List<HashAlgorithm> OF_FILES = List.of(MD5, SHA1, SHA256, PDQ);

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
        return this != PDQ && this != VPDQ;
    }

    /** Those to which a file or a picture is hashed: all but {@link #VPDQ}. */
    public static List<HashAlgorithm> ofFiles() {
        return OF_FILES;
    }

    /** The name in list files and in JSON: {@code md5}, {@code sha1}, {@code sha256}, {@code pdq}, {@code vpdq}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The algorithm of {@link #ofFiles} of that label, in any case: what others call vpdq is something else than here. */
    public static Optional<HashAlgorithm> ofLabel(String label) {
        return ofEntryLabel(label).filter(OF_FILES::contains);
    }

    /** The algorithm of that label, in any case, of all that entries of our own list files may have. */
    public static Optional<HashAlgorithm> ofEntryLabel(String label) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.label().equalsIgnoreCase(label))
                .findFirst();
    }
}
