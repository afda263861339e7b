package org.vigie.intake;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/** Hands given random bytes out as numbers, once. Asked for more than it has, it fails rather than repeat itself. */
final class BytesOnce implements RandomGenerator {
    private final ByteBuffer bytes;

    BytesOnce(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    @Override
    public long nextLong() {
        return bytes.getLong();
    }

    @Override
    public int nextInt() {
        return bytes.getInt();
    }

    @Override
    public void nextBytes(byte[] target) {
        bytes.get(target);
    }
}
