package org.vigie.core.note;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;

/**
 * Signs notes.
 *
 * @param key what others check the signatures with
 * @param secret its other half; never printed
 */
public record NoteSigner(NoteKey key, PrivateKey secret) {
    /**
     * Signs a checkpoint.
     *
     * @param text the text of a checkpoint
     * @param at when, kept to the second by the kinds with a time
     * @throws IllegalArgumentException when it is no text that such a signature can stand under
     */
    public NoteSignature sign(String text, Instant at) {
        SignatureType type = key.type();
        long time = at.getEpochSecond();
        byte[] message = NoteKey.message(type, key.name(), time, text)
                .orElseThrow(() -> new IllegalArgumentException("not the text of a checkpoint"));
        try {
            Signature signature = Signature.getInstance(type.algorithm());
            signature.initSign(secret);
            signature.update(message);
            byte[] bytes = signature.sign();
            if (!type.hasTime()) {
                return new NoteSignature(key.name(), key.id(), bytes);
            }
            return new NoteSignature(
                    key.name(),
                    key.id(),
                    ByteBuffer.allocate(Long.BYTES + bytes.length)
                            .putLong(time)
                            .put(bytes)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a note cannot be signed", e);
        }
    }

    @Override
    public String toString() {
        return "NoteSigner[" + key + "]";
    }
}
