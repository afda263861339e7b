package org.vigie.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.springframework.boot.context.properties.bind.BindException;
import org.vigie.log.LogFailure;
import org.vigie.seal.KeysLost;
import org.vigie.setting.SettingRefused;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root of the command line: {@code ./vigie}. */
@Command(
        name = "vigie",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        description =
                "Counters online child sexual exploitation: takes reports, finds known material by its hash, asks hosts to"
                        + " remove it, and follows up until it is gone.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 done, 1 findings, 2 usage, 3 not found, 4 denied, 5 conflict, 6 unavailable, 7 partly done,"
                    + " 130 interrupted."
        },
        subcommands = {
            ServeCommand.class,
            OpenerCommand.class,
            HashCommand.class,
            MatchCommand.class,
            CrawlCommand.class,
            ListCommand.class,
            IndexCommand.class,
            ExchangeCommand.class,
            ProviderCommand.class,
            ClientCommand.class,
            OrganisationCommand.class,
            KeyCommand.class,
            EraseCommand.class,
            ErasureCommand.class,
            AuditCommand.class,
            DoctorCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Commands implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before anything runs
    private Commands() {}

    /** The command line, with the given commands beside its own. */
    public static CommandLine line(List<Object> more) {
        var line = new CommandLine(new Commands());
        more.forEach(line::addSubcommand);
        line.setResourceBundle(ResourceBundle.getBundle("command", Locale.getDefault()));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
        line.setParameterExceptionHandler(new Misunderstood());
        return line;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** A sentence, never a stack trace: the text of an unknown exception may hold an address, so only its kind is said. */
    private static int explain(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof Failure known) {
                err.println("vigie: " + known.getMessage());
                return known.exitCode();
            }
            if (cause instanceof KeysLost lost) {
                err.println("vigie: " + lost.getMessage());
                return ExitCode.CONFLICT;
            }
            cause = cause.getCause();
        }
        var setting = badSetting(failure);
        if (setting.isPresent()) {
            err.println("vigie: the setting " + setting.get());
            return ExitCode.USAGE;
        }
        err.println(
                "vigie: failed, %s. Run './vigie doctor' to see what is missing; with VIGIE_DEBUG=1 this prints where."
                        .formatted(failure.getClass().getSimpleName()));
        if (System.getenv("VIGIE_DEBUG") != null) {
            err.print(LogFailure.withFrames(failure));
        }
        return ExitCode.UNAVAILABLE;
    }

    /** Which setting stands in the way, and why; never its value. */
    private static Optional<String> badSetting(Throwable failure) {
        Optional<String> found = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SettingRefused) {
                return Optional.ofNullable(cause.getMessage());
            }
            if (cause instanceof BindException unread) {
                found = Optional.of(unread.getName() + " has a value that cannot be read");
            }
        }
        return found;
    }

    /** The version in the manifest of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Commands.class.getPackage().getImplementationVersion();
            return new String[] {"vigie " + (version == null ? "(not packaged)" : version)};
        }
    }
}
