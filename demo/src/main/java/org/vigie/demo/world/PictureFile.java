package org.vigie.demo.world;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.Pdq;
import org.vigie.core.hash.PdqHasher;
import org.vigie.core.hash.PdqResult;

/** An encoded picture and the PDQ hash of what decoding it gives. The pixels are not kept: a world has a hundred pictures. */
final class PictureFile {
    private final byte[] bytes;
    private final PictureFormat format;
    private final PdqResult pdq;

    private PictureFile(byte[] bytes, PictureFormat format, PdqResult pdq) {
        this.bytes = bytes;
        this.format = format;
        this.pdq = pdq;
    }

    /** Decodes and hashes the bytes. */
    static PictureFile of(byte[] bytes, PictureFormat format) {
        return new PictureFile(
                bytes, format, PdqHasher.hash(format.decode(bytes).luma()));
    }

    /** Not a copy: nobody writes to it. */
    byte[] bytes() {
        return bytes;
    }

    PictureFormat format() {
        return format;
    }

    /** Decodes anew. */
    Picture picture() {
        return format.decode(bytes);
    }

    Pdq pdq() {
        return pdq.hash();
    }

    int quality() {
        return pdq.quality();
    }

    HashValue hash(HashAlgorithm algorithm) {
        return switch (algorithm) {
            case MD5 -> digest(algorithm, "MD5");
            case SHA1 -> digest(algorithm, "SHA-1");
            case SHA256 -> digest(algorithm, "SHA-256");
            case PDQ -> pdq().value();
            case VPDQ -> throw new IllegalArgumentException("a picture has no frames");
        };
    }

    private HashValue digest(HashAlgorithm algorithm, String name) {
        try {
            return HashValue.of(algorithm, MessageDigest.getInstance(name).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
