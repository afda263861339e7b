package org.vigie.seal;

import com.google.crypto.tink.HybridEncrypt;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.vigie.organisation.OrgId;
import org.vigie.seal.opener.OpenerWire.Ask;

/**
 * Seals what strangers tell: first under the record's own key, then to the public key of the organisation. This process has the
 * one, the opener's the other private key, and neither can read a tip alone.
 */
@Service
public class TipSealer {
    /** The first byte of what is sealed so. Values under the key of columns, as all were before, begin with 1. */
    static final byte VERSION = 2;

    private final TipKeys keys;
    private final OpenerClient opener;
    private final Sealer columns;

    TipSealer(TipKeys keys, OpenerClient opener, Sealer columns) {
        this.keys = keys;
        this.opener = opener;
        this.columns = columns;
    }

    /**
     * The ciphertext of a text for that place. It needs no opener, once the organisation has its keys.
     *
     * @throws TipsClosed when the organisation has no keys yet and the opener is away
     */
    public byte[] seal(String plain, DataKey key, OrgId org, SealedIn where) {
        byte[] place = where.associatedData();
        HybridEncrypt toOrganisation = keys.of(org);
        try {
            byte[] inner = key.aead().encrypt(plain.getBytes(StandardCharsets.UTF_8), place);
            byte[] outer = toOrganisation.encrypt(inner, place);
            return ByteBuffer.allocate(1 + outer.length).put(VERSION).put(outer).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed for " + where, e);
        }
    }

    /**
     * The text of a ciphertext. Not to be called in a transaction: that it is read must be on record before, for good.
     *
     * @param key of the record; empty where it has none, as those from before had none
     * @throws TipsClosed when it cannot be opened now
     * @throws IllegalStateException when it was sealed elsewhere, with another key, was changed, or its key was destroyed
     */
    public String open(byte[] sealed, Optional<DataKey> key, OrgId org, SealedIn where) {
        return open(Ask.OPEN, sealed, key, org, where);
    }

    /** As {@link #open}, for work for which no person waits: the last part of an hour's number is not for it. */
    public String openForWork(byte[] sealed, Optional<DataKey> key, OrgId org, SealedIn where) {
        return open(Ask.OPEN_FOR_WORK, sealed, key, org, where);
    }

    private String open(Ask ask, byte[] sealed, Optional<DataKey> key, OrgId org, SealedIn where) {
        if (sealed.length == 0 || sealed[0] != VERSION) {
            return columns.open(sealed, where);
        }
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a tip is opened in a transaction: its reading is not on record yet");
        }
        DataKey own = key.orElseThrow(() -> new IllegalStateException("the key of this record is gone: " + where));
        byte[] place = where.associatedData();
        byte[] inner = opener.ask(ask, org.value(), place, Arrays.copyOfRange(sealed, 1, sealed.length));
        try {
            return new String(own.aead().decrypt(inner, place), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a sealed value does not open: " + where, e);
        }
    }

    /** What a value begins with that was sealed to that key. */
    static byte[] prefix(int key) {
        byte[] inner = KeyMark.prefix(key);
        return ByteBuffer.allocate(1 + inner.length).put(VERSION).put(inner).array();
    }

    /** The same value under the organisation's newest key. */
    byte[] resealed(byte[] sealed, UUID org, SealedIn where) {
        byte[] outer =
                opener.ask(Ask.RESEAL, org, where.associatedData(), Arrays.copyOfRange(sealed, 1, sealed.length));
        return ByteBuffer.allocate(1 + outer.length).put(VERSION).put(outer).array();
    }
}
