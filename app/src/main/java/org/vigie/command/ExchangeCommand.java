package org.vigie.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.vigie.exchange.ExchangeFailed;
import org.vigie.exchange.ExchangeService;
import org.vigie.exchange.ExchangeSource;
import org.vigie.exchange.Opinion;
import org.vigie.exchange.Opinions;
import org.vigie.exchange.SourceId;
import org.vigie.exchange.SourceKind;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.ListName;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie exchange}: the services from which lists are kept up to date. */
@Command(
        name = "exchange",
        mixinStandardHelpOptions = true,
        description = "Keeps lists up to date from services of others.")
final class ExchangeCommand {
    private static final int STOPNCII_KEYS = 3;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before anything runs
    ExchangeCommand() {}

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description =
                    "Keeps a list up to date from a service from now on: NCMEC's hash sharing (version 2), or StopNCII, whose"
                            + " entries a person always decides. A serving process takes what is new; the list's page"
                            + " shows how far it has come.")
    int add(
            @Option(names = "--name", required = true, paramLabel = "LIST", description = "The list's name.")
                    String name,
            @Option(
                            names = "--service",
                            defaultValue = "NCMEC",
                            paramLabel = "SERVICE",
                            description = "ncmec or stopncii. Default: ${DEFAULT-VALUE}.")
                    SourceKind service,
            @Option(
                            names = "--base",
                            required = true,
                            paramLabel = "URL",
                            description =
                                    "The address under which its version lies. In test mode on this machine only.")
                    URI base,
            @Option(names = "--user", required = true, paramLabel = "NAME", description = "The user.") String user,
            @Option(
                            names = "--password-file",
                            required = true,
                            paramLabel = "FILE",
                            description =
                                    "A file whose first line is the password; for stopncii a key a line: of FetchHashes,"
                                            + " of the subscription, of SubmitFeedback. It is kept sealed.")
                    Path passwordFile,
            @Option(
                            names = "--exploitative",
                            description =
                                    "The environment is one of exploitative material: no match notifies by itself.")
                    boolean exploitative,
            @Mixin Running running)
            throws IOException {
        var access = new ExchangeService.Access(service, base, user, secret(service, passwordFile), exploitative);
        try (var application = running.alone()) {
            SourceId id = CurrentOrganisation.as(
                    ListCommand.hotline(application),
                    () -> sources(application).add(new ListName(name), access, ListCommand.ACTOR));
            PrintWriter out = spec.commandLine().getOut();
            out.println(id);
            out.flush();
            return ExitCode.OK;
        } catch (Refusal e) {
            throw new Failure(
                    ExitCode.CONFLICT,
                    switch (e.key()) {
                        case "exchange.refusal.address" -> "This address may not be asked in this mode.";
                        case "exchange.refusal.list" -> "The list has a source already.";
                        default -> "A user or a password is missing.";
                    });
        }
    }

    private static String secret(SourceKind service, Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new Failure(ExitCode.NOT_FOUND, "The password file cannot be read.");
        }
        return Files.readAllLines(file).stream()
                .limit(service == SourceKind.STOPNCII ? STOPNCII_KEYS : 1)
                .collect(Collectors.joining("\n"));
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows the sources and how far they are taken.")
    int show(@Option(names = "--json", description = "One JSON object a line.") boolean json, @Mixin Running running) {
        try (var application = running.alone()) {
            List<ExchangeSource> all = CurrentOrganisation.as(
                    ListCommand.hotline(application), () -> sources(application).all());
            PrintWriter out = spec.commandLine().getOut();
            for (ExchangeSource source : all) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("source", source.id().toString());
                fields.put("service", source.service());
                fields.put("list", source.list().toString());
                fields.put("exploitative", source.isExploitative());
                fields.put("checkpoint", source.checkpoint().toString());
                fields.put("under_way", source.range() != null);
                fields.put("problem", source.problem());
                out.println(json ? Json.line(fields) : fields.toString());
            }
            out.flush();
            return ExitCode.OK;
        }
    }

    @Command(
            name = "opinion",
            mixinStandardHelpOptions = true,
            description = "Tells the source of an entry that it is right, or why it is wrong. The audit log keeps it.")
    int opinion(
            @Parameters(paramLabel = "ENTRY", description = "The number of the entry.") long entry,
            @Option(
                            names = "--wrong",
                            paramLabel = "REASON",
                            description = "The id of a reason that the service lists. Without it: the entry is right.")
                    @Nullable
                    UUID reason,
            @Mixin Running running)
            throws IOException {
        Opinion opinion = reason == null ? new Opinion.Affirmative() : new Opinion.Negative(reason);
        try (var application = running.alone()) {
            Opinions opinions = application.getBean(Opinions.class);
            CurrentOrganisation.call(ListCommand.hotline(application), () -> {
                opinions.tell(new EntryId(entry), opinion, ListCommand.ACTOR);
                return true;
            });
            spec.commandLine().getErr().println("vigie: told");
            return ExitCode.OK;
        } catch (Refusal e) {
            throw new Failure(ExitCode.NOT_FOUND, "There is no such entry, or its source takes no opinions.");
        } catch (ExchangeFailed e) {
            throw new Failure(ExitCode.UNAVAILABLE, "The source did not take it: " + e.getMessage());
        }
    }

    private static ExchangeService sources(ConfigurableApplicationContext application) {
        return application.getBean(ExchangeService.class);
    }
}
