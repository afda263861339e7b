package org.vigie.seal;

import com.google.crypto.tink.Aead;

/** The key of one record, such as a report. With it gone, nothing that was sealed under it opens, in whatever copy. */
public final class DataKey {
    private final Aead aead;

    DataKey(Aead aead) {
        this.aead = aead;
    }

    Aead aead() {
        return aead;
    }

    /** Nothing of the key. */
    @Override
    public String toString() {
        return "DataKey";
    }
}
