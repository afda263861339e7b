package org.vigie.seal;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Whether an organisation has sealed tips already, so that fresh keys would hide that the old ones were lost. */
@Service
class TipsBefore {
    private static final byte[] SEALED_TO_KEYS = {TipSealer.VERSION};

    private final SealedColumns columns;

    TipsBefore(SealedColumns columns) {
        this.columns = columns;
    }

    /** Of the bound organisation. In a transaction of its own: whoever asks may be in one that sees no compartments. */
    @Transactional(readOnly = true, propagation = Propagation.REQUIRES_NEW)
    public boolean any() {
        return columns.all().stream()
                .filter(column -> column.keys() == SealedColumn.Keys.TIPS)
                .anyMatch(column -> columns.hasAny(column, SEALED_TO_KEYS));
    }
}
