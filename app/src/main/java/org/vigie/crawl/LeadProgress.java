package org.vigie.crawl;

import java.util.Map;

/**
 * How far a lead has come, in addresses.
 *
 * @param waiting still to fetch
 * @param fetched answered with something, pictures among them
 * @param pictures fetched, by address
 * @param errors tried without success
 * @param skipped left alone
 */
record LeadProgress(Count waiting, Count fetched, Count pictures, Count errors, Count skipped) {
    static LeadProgress of(Count waiting, Map<Reason, Count> reasons) {
        return new LeadProgress(
                waiting,
                sum(reasons, Reason.Sort.FETCHED),
                reasons.getOrDefault(Reason.PICTURE, Count.NONE),
                sum(reasons, Reason.Sort.ERROR),
                sum(reasons, Reason.Sort.SKIPPED));
    }

    private static Count sum(Map<Reason, Count> reasons, Reason.Sort sort) {
        Count sum = Count.NONE;
        for (Map.Entry<Reason, Count> one : reasons.entrySet()) {
            if (one.getKey().sort() == sort) {
                sum = sum.plus(one.getValue());
            }
        }
        return sum;
    }
}
