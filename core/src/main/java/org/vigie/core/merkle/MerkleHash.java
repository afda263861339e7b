package org.vigie.core.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The hash of a leaf, a node or a whole tree: 32 bytes, compared by value. */
public final class MerkleHash {
    /** The length of a hash. */
    public static final int BYTES = 32;

    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;

    private final byte[] bytes;

    private MerkleHash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A hash that was stored.
     *
     * @throws IllegalArgumentException unless it is 32 bytes
     */
    public static MerkleHash of(byte[] stored) {
        if (stored.length != BYTES) {
            throw new IllegalArgumentException(
                    "a hash of the tree is %d bytes, not %d".formatted(BYTES, stored.length));
        }
        return new MerkleHash(stored.clone());
    }

    /** The hash of a leaf of that content. */
    public static MerkleHash ofLeaf(byte[] content) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        return new MerkleHash(digest.digest(content));
    }

    /** The hash of a node over two others. */
    public static MerkleHash ofNode(MerkleHash left, MerkleHash right) {
        MessageDigest digest = sha256();
        digest.update(NODE);
        digest.update(left.bytes);
        return new MerkleHash(digest.digest(right.bytes));
    }

    /** The root of a tree without leaves. */
    public static MerkleHash ofNothing() {
        return new MerkleHash(sha256().digest());
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MerkleHash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** 64 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
