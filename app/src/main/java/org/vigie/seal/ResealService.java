package org.vigie.seal;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.seal.SealedColumns.Present;
import org.vigie.seal.SealedColumns.Value;

/** Seals old values again under the present keys, one small batch at a time. Nothing of what they hide leaves this class. */
@Service
class ResealService {
    private final SealedColumns columns;
    private final Sealer sealer;
    private final TipSealer tips;
    private final TipKeys tipKeys;
    private final KeyRotationService keys;

    ResealService(SealedColumns columns, Sealer sealer, TipSealer tips, TipKeys tipKeys, KeyRotationService keys) {
        this.columns = columns;
        this.sealer = sealer;
        this.tips = tips;
        this.tipKeys = tipKeys;
        this.keys = keys;
    }

    /**
     * What became of a batch.
     *
     * @param sealed values sealed again
     * @param stuck values that do not open, and stay as they are
     * @param last the last row looked at; {@code isLast} tells whether any follow
     */
    record Batch(int sealed, int stuck, UUID last, boolean isLast) {}

    /** Of the bound organisation's rows, or of a table that has none. */
    @Transactional
    public Batch batch(SealedColumn column, UUID after) {
        List<Value> old = columns.old(column, present(column), after, SealLimits.RESEALED_AT_ONCE);
        int sealed = 0;
        int stuck = 0;
        for (Value value : old) {
            try {
                if (columns.replace(column, value, again(column, value))) {
                    sealed++;
                }
            } catch (TipsClosed closed) {
                throw closed;
            } catch (IllegalStateException doesNotOpen) {
                stuck++;
            }
        }
        UUID last = old.isEmpty() ? after : old.getLast().row();
        return new Batch(sealed, stuck, last, old.size() < SealLimits.RESEALED_AT_ONCE);
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
        byte[] primary = KeyMark.prefix(keys.primary(purpose));
        return new Present(
                primary,
                column.keys() == SealedColumn.Keys.TIPS
                        ? TipSealer.prefix(tipKeys.primary(CurrentOrganisation.require()))
                        : null);
    }

    /** How many values of the bound organisation, or of a table without, are sealed under that key. */
    @Transactional(readOnly = true)
    public long sealedUnder(SealedColumn column, byte[] prefix) {
        return columns.count(column, prefix);
    }

    @Transactional(readOnly = true)
    public List<SealedColumn> all() {
        return columns.all();
    }

    /** The bytes by which values are known that need a key of tips which is not the present one. */
    List<byte[]> oldTipPrefixes(OrgId org) {
        return tipKeys.old(org).stream().map(TipSealer::prefix).toList();
    }
}
