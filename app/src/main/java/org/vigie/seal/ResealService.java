package org.vigie.seal;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.seal.SealedColumns.Present;
import org.vigie.seal.SealedColumns.Value;

/**
 * Seals old values again under the present keys, one small batch at a time, and keeps with each batch how far it is. Nothing of
 * what the values hide leaves this class.
 */
@Service
class ResealService {
    private final SealedColumns columns;
    private final Sealer sealer;
    private final TipSealer tips;
    private final TipKeys tipKeys;
    private final KeyRotationService keys;
    private final ResealPasses passes;
    private final Clock clock;

    ResealService(
            SealedColumns columns,
            Sealer sealer,
            TipSealer tips,
            TipKeys tipKeys,
            KeyRotationService keys,
            ResealPasses passes,
            Clock clock) {
        this.passes = passes;
        this.clock = clock;
        this.columns = columns;
        this.sealer = sealer;
        this.tips = tips;
        this.tipKeys = tipKeys;
        this.keys = keys;
    }

    /** Where nobody is at it, another pass begins. One that was broken off goes on. */
    @Transactional
    public ResealPass begin() {
        ResealPass pass = passes.lock();
        if (!pass.isGoingOn()) {
            passes.begin(pass.putOff() > 0 && !pass.isAskedAgain(), clock.instant());
        }
        return passes.find();
    }

    /** Whatever was looked at must be looked at again, since keys change. */
    @Transactional
    public void askAgain() {
        passes.ask();
    }

    @Transactional(readOnly = true)
    public ResealPass now() {
        return passes.find();
    }

    /**
     * Seals the next values of the bound organisation, or of the tables that belong to nobody.
     *
     * @param seen the pass as the caller knows it; when another process moved it on, nothing is done
     * @param columns all of the organisation's, or all of nobody's
     * @return the pass as it is by then
     */
    @Transactional
    public ResealPass batch(ResealPass seen, @Nullable OrgId org, List<SealedColumn> columns) {
        ResealPass pass = passes.lock();
        if (pass.step() == seen.step()) {
            sealer.takeUpKeys(); // what is sealed now must be under the key that counts as the present one
            passes.save(sealed(pass, org, columns));
        }
        return passes.find();
    }

    /**
     * What was passed over.
     *
     * @param pass as it is by then
     * @param found the next organisation that may have something to seal; empty when none of those asked has
     */
    record Skipped(ResealPass pass, Optional<OrgId> found) {}

    /**
     * Passes over organisations that have nothing to seal. No organisation is bound.
     *
     * @param seen as above
     * @param next the organisations that follow, at least one
     * @param columns of each of them
     */
    @Transactional
    public Skipped skip(ResealPass seen, List<OrgId> next, List<SealedColumn> columns) {
        ResealPass pass = passes.lock();
        if (pass.step() != seen.step()) {
            return new Skipped(pass, Optional.empty());
        }
        Optional<OrgId> found = this.columns.firstToReseal(
                next, prefix(KeyPurpose.COLUMNS), prefix(KeyPurpose.EPOCHS), pass.tipsOnly());
        int skipped = found.map(next::indexOf).orElse(next.size());
        if (skipped > 0) {
            passes.save(pass.after(end(next.get(skipped - 1), columns.getLast()), 0, 0));
        }
        return new Skipped(passes.find(), found);
    }

    private ResealPass sealed(ResealPass pass, @Nullable OrgId org, List<SealedColumn> columns) {
        ResealPass at = pass;
        long values = pass.sealed();
        List<SealedColumn> left = columns.stream()
                .filter(column -> pass.goesOnIn(org, column).isPresent())
                .toList();
        Set<SealedColumn> filled = this.columns.withRows(left);
        for (SealedColumn column : left) {
            at = filled.contains(column)
                    ? sealed(at, org, column, at.goesOnIn(org, column).orElseThrow())
                    : at.after(end(org, column), 0, 0);
            if (at.isWithin() || at.sealed() - values >= SealLimits.RESEALED_AT_ONCE) {
                return at;
            }
        }
        return at;
    }

    private static ResealPass.At end(@Nullable OrgId org, SealedColumn column) {
        return new ResealPass.At(org, column.table(), column.column(), null);
    }

    private ResealPass sealed(ResealPass pass, @Nullable OrgId org, SealedColumn column, UUID after) {
        int sealed = 0;
        int stuck = 0;
        ResealPass.At end = end(org, column);
        try {
            SealedColumns.Look look = this.columns.old(column, present(column), after);
            for (Value value : look.old()) {
                try {
                    if (this.columns.replace(column, value, again(column, value))) {
                        sealed++;
                    }
                } catch (KeysLost lost) {
                    throw lost;
                } catch (IllegalStateException doesNotOpen) {
                    stuck++;
                }
            }
            return pass.after(look.isLast() ? end : end.after(look.last()), sealed, stuck);
        } catch (TipsClosed | KeysLost closed) {
            return pass.after(end, sealed, stuck).without(); // what needs no opener goes on
        }
    }

    @Transactional
    public ResealPass end(ResealPass seen) {
        ResealPass pass = passes.lock();
        if (pass.step() == seen.step()) {
            passes.save(pass.ended(clock.instant()));
        }
        return passes.find();
    }

    private byte[] again(SealedColumn column, Value value) {
        SealedIn where = column.in(value.row());
        if (value.sealed().length > 0 && value.sealed()[0] == TipSealer.VERSION) {
            return tips.resealed(value.sealed(), CurrentOrganisation.require().value(), where);
        }
        return column.keys() == SealedColumn.Keys.EPOCHS
                ? sealer.wrap(sealer.unwrap(value.sealed(), where), where)
                : sealer.seal(sealer.open(value.sealed(), where), where);
    }

    private Present present(SealedColumn column) {
        var purpose = column.keys() == SealedColumn.Keys.EPOCHS ? KeyPurpose.EPOCHS : KeyPurpose.COLUMNS;
        return new Present(
                prefix(purpose),
                column.keys() == SealedColumn.Keys.TIPS
                        ? TipSealer.prefix(tipKeys.primary(CurrentOrganisation.require()))
                        : null);
    }

    private byte[] prefix(KeyPurpose purpose) {
        return KeyMark.prefix(keys.primary(purpose));
    }

    /** How many values of the bound organisation, or of tables of nobody, begin with one of those. */
    @Transactional(readOnly = true)
    public long sealedUnder(List<SealedColumn> columns, List<byte[]> prefixes) {
        return this.columns.withRows(columns).stream()
                .mapToLong(column -> prefixes.stream()
                        .mapToLong(prefix -> this.columns.count(column, prefix))
                        .sum())
                .sum();
    }

    @Transactional(readOnly = true)
    public List<SealedColumn> all() {
        return columns.all();
    }
}
