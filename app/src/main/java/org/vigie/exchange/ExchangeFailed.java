package org.vigie.exchange;

import java.io.IOException;

/** A service could not be asked, or did not answer as its description has it. */
public class ExchangeFailed extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param code why, in capitals; nothing of what was asked or answered */
    ExchangeFailed(String code) {
        super(code);
    }
}
