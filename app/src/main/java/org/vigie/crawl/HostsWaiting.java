package org.vigie.crawl;

/**
 * Hosts of this installation at which something waits, each counted once, by what they wait for.
 *
 * @param due a worker may take them now
 * @param leased a worker is at them
 * @param paused left alone after too many failures in a row
 * @param gap left alone between two requests
 * @param later nothing is due there yet
 * @param isMore whether the counting ended at its limit
 */
record HostsWaiting(int due, int leased, int paused, int gap, int later, boolean isMore) {
    public int all() {
        return due + leased + paused + gap + later;
    }
}
