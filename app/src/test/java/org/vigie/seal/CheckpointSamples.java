package org.vigie.seal;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets tests of other packages change the keys of a log that they have put together by hand. */
public final class CheckpointSamples {
    private CheckpointSamples() {}

    /** For the keys in that directory, on the database of these marks. */
    public static CheckpointRotationService rotation(Path keys, JdbcClient db, Clock clock)
            throws GeneralSecurityException {
        var register = new KeyRegister(db);
        return new CheckpointRotationService(new FileKeyStore(keys, register, clock), register, clock);
    }
}
