package org.vigie.exchange;

import java.net.URI;

/**
 * Who asks a service.
 *
 * @param isExploitative whether the environment is one of what its owners call exploitative
 */
record SourceAccess(URI base, String user, String password, boolean isExploitative) {
    /** Neither user nor password. */
    @Override
    public String toString() {
        return "SourceAccess[" + base.getHost() + "]";
    }
}
