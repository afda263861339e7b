package org.vigie.crawl;

import java.util.UUID;

/** Names a host row. Says nothing about the host, so it may stand in messages and logs. */
record HostKey(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
