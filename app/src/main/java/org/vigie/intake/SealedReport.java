package org.vigie.intake;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.organisation.OrgId;
import org.vigie.seal.DataKey;

/**
 * What a report holds, still sealed. Whoever has it has had the reading written down.
 *
 * @param address null when it was erased
 * @param words null when there were none, or they were erased
 * @param key of the report; empty for reports from before they had one, and for erased ones
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to the opener; never compared
record SealedReport(
        Report report, OrgId org, byte @Nullable [] address, byte @Nullable [] words, Optional<DataKey> key) {
    /** Without what is sealed. */
    @Override
    public String toString() {
        return "SealedReport[" + report.id() + "]";
    }
}
