package org.vigie.seal;

import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Seals texts that a former version left plain, one small batch at a time. */
@Service
class OldTextService {
    private final OldTexts texts;
    private final Sealer sealer;
    private final Clock clock;

    OldTextService(OldTexts texts, Sealer sealer, Clock clock) {
        this.texts = texts;
        this.sealer = sealer;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<OldTexts.Column> open() {
        return texts.open();
    }

    /** Of the bound organisation. Whether there may be more. */
    @Transactional
    public boolean batch(OldTexts.Column column) {
        List<OldTexts.Text> plain = texts.plain(column, SealLimits.RESEALED_AT_ONCE);
        for (OldTexts.Text text : plain) {
            byte[] sealed = sealer.seal(text.plain(), new SealedIn(column.table(), column.sealed(), text.row()));
            texts.replace(column, text, sealed, sealer.mailMac(text.plain()));
        }
        return plain.size() == SealLimits.RESEALED_AT_ONCE;
    }

    /** No plain text is left in it, and none is written any more. */
    @Transactional
    public void done(OldTexts.Column column) {
        texts.done(column, clock.instant());
    }
}
