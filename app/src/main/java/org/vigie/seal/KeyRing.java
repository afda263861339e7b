package org.vigie.seal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.vigie.organisation.OrgId;

/** Keys of one use, of which the newest seals and all open: how a new one comes, and how old ones go. One way for all of them. */
sealed interface KeyRing {
    void rotate();

    /** Keys beside the present one. */
    List<Integer> old();

    /** Since when the present one has been that. */
    Instant since();

    /** Whose rows may need a key; empty: everybody's. */
    Optional<OrgId> org();

    /** Whether a value of that column may need one. */
    boolean mayBeOf(SealedColumn column);

    /** What a value begins with that needs that key. */
    byte[] prefix(int key);

    /** Notes that those are not needed; false, with nothing noted, when the old keys are others by now. */
    boolean markRetired(List<Integer> unneeded);

    /**
     * Destroys what is noted so.
     *
     * @return empty when it did; else after what time it may be asked again, and nothing is noted any more
     */
    Optional<Duration> dropRetired();

    /** Of columns, or of the epochs. */
    record Ours(KeyRotationService keys, KeyPurpose purpose) implements KeyRing {
        @Override
        public void rotate() {
            keys.rotate(purpose);
        }

        @Override
        public List<Integer> old() {
            return keys.old(purpose);
        }

        @Override
        public Instant since() {
            return keys.all().stream()
                    .filter(key -> key.purpose() == purpose && key.isPresent())
                    .map(KeyRotationService.Known::since)
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public Optional<OrgId> org() {
            return Optional.empty();
        }

        /** Tips from before they were sealed to organisations are under the key of columns. */
        @Override
        public boolean mayBeOf(SealedColumn column) {
            return (column.keys() == SealedColumn.Keys.EPOCHS) == (purpose == KeyPurpose.EPOCHS);
        }

        @Override
        public byte[] prefix(int key) {
            return KeyMark.prefix(key);
        }

        @Override
        public boolean markRetired(List<Integer> unneeded) {
            return keys.markRetired(purpose, unneeded);
        }

        @Override
        public Optional<Duration> dropRetired() {
            keys.dropRetired(purpose);
            return Optional.empty();
        }
    }

    /** Of the tips of one organisation. The opener has the private ones. */
    record OfTips(TipRotationService rotation, TipKeys keys, OrgId whose) implements KeyRing {
        @Override
        public void rotate() {
            rotation.rotate(whose);
        }

        /** What the opener has, too, after a change that was broken off. */
        @Override
        public List<Integer> old() {
            rotation.takeUp(whose);
            return keys.old(whose);
        }

        @Override
        public Instant since() {
            return keys.since(whose);
        }

        @Override
        public Optional<OrgId> org() {
            return Optional.of(whose);
        }

        @Override
        public boolean mayBeOf(SealedColumn column) {
            return column.keys() == SealedColumn.Keys.TIPS;
        }

        @Override
        public byte[] prefix(int key) {
            return TipSealer.prefix(key);
        }

        @Override
        public boolean markRetired(List<Integer> unneeded) {
            return rotation.markRetired(whose, unneeded);
        }

        @Override
        public Optional<Duration> dropRetired() {
            return rotation.dropRetired(whose);
        }
    }
}
