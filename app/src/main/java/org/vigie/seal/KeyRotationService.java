package org.vigie.seal;

import com.google.crypto.tink.KeysetHandle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which keys there are, a new one beside the old ones, and the end of old ones. */
@Service
class KeyRotationService {
    private final KeyStore keys;
    private final KeyRegister register;
    private final Clock clock;

    KeyRotationService(KeyStore keys, KeyRegister register, Clock clock) {
        this.keys = keys;
        this.register = register;
        this.clock = clock;
    }

    /**
     * One key.
     *
     * @param isPresent whether it seals now
     * @param retiredAt when it was destroyed; null while it is there
     */
    record Known(
            KeyPurpose purpose,
            int id,
            boolean isPresent,
            Instant since,
            @Nullable Instant retiredAt) {}

    @Transactional
    public List<Known> all() {
        List<Known> all = new ArrayList<>();
        for (KeyPurpose purpose : KeyPurpose.values()) {
            int primary = primary(purpose);
            register.of(purpose.name())
                    .forEach(key -> all.add(new Known(
                            purpose, key.mark().id(), key.mark().id() == primary, key.since(), key.retiredAt())));
        }
        return all;
    }

    int primary(KeyPurpose purpose) {
        return handle(purpose).getPrimary().getId();
    }

    /** Keys beside the present one. */
    List<Integer> old(KeyPurpose purpose) {
        KeysetHandle handle = handle(purpose);
        List<Integer> old = new ArrayList<>();
        for (int place = 0; place < handle.size(); place++) {
            if (!handle.getAt(place).isPrimary()) {
                old.add(handle.getAt(place).getId());
            }
        }
        return old;
    }

    /** A new key for what is sealed from now on; the old ones go on opening. */
    @Transactional
    public void rotate(KeyPurpose purpose) {
        register.lock();
        KeysetHandle old = handle(purpose);
        if (old.size() >= SealLimits.KEYS_MAX) {
            throw new IllegalStateException("more than %d keys".formatted(SealLimits.KEYS_MAX));
        }
        try {
            keys.replace(
                    purpose,
                    KeysetHandle.newBuilder(old)
                            .addEntry(KeysetHandle.generateEntryFromParameters(purpose.parameters())
                                    .withRandomId()
                                    .makePrimary())
                            .build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink refuses another key of " + purpose, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        handle(purpose); // takes it into the register
    }

    /**
     * Notes that the keys before the present one are no more needed. Committed before they are destroyed.
     *
     * @param unneeded those that were looked for and not found
     * @return false, with nothing noted, when the keys were changed since: what is old by now was not looked for
     */
    @Transactional
    public boolean markRetired(KeyPurpose purpose, List<Integer> unneeded) {
        register.lock();
        if (!old(purpose).equals(unneeded)) {
            return false;
        }
        Instant now = clock.instant();
        unneeded.forEach(id -> register.retired(purpose.name(), id, now));
        return true;
    }

    /** Destroys all keys that are marked so. A crash before leaves keys that nobody needs, and no marks of keys that are gone. */
    @Transactional
    public void dropRetired(KeyPurpose purpose) {
        register.lock();
        KeysetHandle all = handle(purpose);
        Set<Integer> retired = register.of(purpose.name()).stream()
                .filter(key -> key.retiredAt() != null)
                .map(key -> key.mark().id())
                .collect(Collectors.toSet());
        try {
            KeysetHandle.Builder left = KeysetHandle.newBuilder();
            for (int place = 0; place < all.size(); place++) {
                KeysetHandle.Entry entry = all.getAt(place);
                if (!retired.contains(entry.getId())) {
                    var kept = KeysetHandle.importKey(entry.getKey()).withFixedId(entry.getId());
                    left.addEntry(entry.isPrimary() ? kept.makePrimary() : kept);
                }
            }
            keys.replace(purpose, left.build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink refuses the keys of " + purpose, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes copies of keys that a killed process left, and says how many. */
    @Transactional
    public int removeLeftovers() throws IOException {
        register.lock();
        return keys.removeLeftovers();
    }

    private KeysetHandle handle(KeyPurpose purpose) {
        try {
            return keys.keys(purpose);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("keys of %s cannot be read".formatted(purpose), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
