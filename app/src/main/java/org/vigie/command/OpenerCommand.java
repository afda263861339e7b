package org.vigie.command;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vigie.seal.OpenerMain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vigie opener}: the process that holds the private keys of tips, for installations with two users. */
@Command(
        name = "opener",
        mixinStandardHelpOptions = true,
        description =
                "Opens tips for the process that serves, and alone reads their private keys. 'serve' starts one by itself;"
                        + " run this as another user where that process must not be able to read them.")
final class OpenerCommand implements Callable<Integer> {
    @Option(names = "--keys", paramLabel = "DIR", required = true, description = "The folder of the private keys.")
    private Path keys;

    @Option(
            names = "--socket",
            paramLabel = "FILE",
            description = "The Unix domain socket to listen on. Default: standard input and output.")
    private @Nullable Path socket;

    @Option(
            names = "--opens-an-hour",
            paramLabel = "N",
            defaultValue = "" + OpenerMain.OPENS_AN_HOUR,
            description = "Values opened in an hour, at most. Default: ${DEFAULT-VALUE}.")
    private int opensAnHour;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before anything runs
    OpenerCommand() {}

    @Override
    public Integer call() throws GeneralSecurityException, IOException {
        OpenerMain.run(keys.toAbsolutePath().normalize(), opensAnHour, socket);
        return ExitCode.OK;
    }
}
