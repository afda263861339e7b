package org.vigie.seal;

import com.google.crypto.tink.Mac;
import com.google.crypto.tink.RegistryConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import org.springframework.stereotype.Service;

/** Seals and opens single values, and computes the keyed codes by which equal ones are found. */
@Service
public class Sealer {
    private final LiveAead columns;
    private final LiveAead epochs;
    private final Mac addresses;
    private final LiveMac receipts;
    private final Mac tokens;

    Sealer(KeyStore keys) throws GeneralSecurityException, IOException {
        columns = new LiveAead(keys, KeyPurpose.COLUMNS);
        epochs = new LiveAead(keys, KeyPurpose.EPOCHS);
        addresses = keys.keys(KeyPurpose.ADDRESSES).getPrimitive(RegistryConfiguration.get(), Mac.class);
        receipts = new LiveMac(keys, KeyPurpose.RECEIPTS);
        tokens = keys.keys(KeyPurpose.TOKENS).getPrimitive(RegistryConfiguration.get(), Mac.class);
    }

    /**
     * The ciphertext of a text for that place.
     *
     * @throws KeysLost when another copy of Vigie has keys that are not here
     */
    public byte[] seal(String plain, SealedIn where) {
        try {
            return columns.encrypt(plain.getBytes(StandardCharsets.UTF_8), where.associatedData());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed for " + where, e);
        }
    }

    /**
     * The text of a ciphertext.
     *
     * @throws IllegalStateException when it was sealed elsewhere, with another key, or was changed
     */
    public String open(byte[] sealed, SealedIn where) {
        try {
            return new String(columns.decrypt(sealed, where.associatedData()), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a sealed value does not open: " + where, e);
        }
    }

    /** Uses keys that were replaced from now on, and not only within half a second; the database is asked for newer ones. */
    void takeUpKeys() {
        columns.takeUpAndAsk();
        epochs.takeUpAndAsk();
    }

    /** A record's key under the key of the present epoch. Refuses as {@link #seal}. */
    byte[] wrap(byte[] key, SealedIn where) {
        try {
            return epochs.encrypt(key, where.associatedData());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("wrapping failed for " + where, e);
        }
    }

    byte[] unwrap(byte[] wrapped, SealedIn where) {
        try {
            return epochs.decrypt(wrapped, where.associatedData());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a record's key does not unwrap: " + where, e);
        }
    }

    /** 32 bytes by which an equal canonical address, host or domain is found again. Not to be guessed without the key. */
    public byte[] addressMac(String canonical) {
        return code(addresses, canonical);
    }

    /** 32 bytes by which an equal mail address is found again. */
    public byte[] mailMac(String address) {
        return code(addresses, "mail " + address);
    }

    /** 32 bytes by which a receipt code is recognised, under the present key. */
    public byte[] receiptMac(String code) {
        return receipts.codes(code).getFirst();
    }

    /** The same under each key that there was, the present one first: one of them is that of the receipt's day. */
    public List<byte[]> receiptMacs(String code) {
        return receipts.codes(code);
    }

    /** 32 bytes by which a one-time token of sign-in or enrolment is recognised. */
    public byte[] tokenMac(String token) {
        return code(tokens, token);
    }

    private static byte[] code(Mac mac, String text) {
        try {
            return mac.computeMac(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a keyed code cannot be computed", e);
        }
    }
}
