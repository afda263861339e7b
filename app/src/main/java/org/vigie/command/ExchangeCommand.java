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
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.exchange.ExchangeFailed;
import org.vigie.exchange.ExchangeService;
import org.vigie.exchange.ExchangeSource;
import org.vigie.exchange.Opinion;
import org.vigie.exchange.OpinionReason;
import org.vigie.exchange.Opinions;
import org.vigie.exchange.SourceAsking;
import org.vigie.exchange.SourceId;
import org.vigie.exchange.SourceKind;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.HashListService;
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
                out.println(line(source, json));
            }
            out.flush();
            return ExitCode.OK;
        }
    }

    /** Names and order are a contract. */
    private static String line(ExchangeSource source, boolean json) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("source", source.id().toString());
        fields.put("service", source.service());
        fields.put("list", source.list().toString());
        fields.put("exploitative", source.isExploitative());
        fields.put("checkpoint", source.checkpoint().toString());
        fields.put("under_way", source.range() != null);
        fields.put("problem", source.problem());
        fields.put("stopped", source.stoppedAt() != null);
        return json ? Json.line(fields) : fields.toString();
    }

    @Command(
            name = "now",
            mixinStandardHelpOptions = true,
            description = "Asks the source of a list at once and waits until all that it has was taken. Where a serving"
                    + " process is at it already, that one goes on and this one watches. An end before the end loses"
                    + " nothing: a serving process goes on.")
    int now(
            @Mixin ListOption list,
            @Option(names = "--json", description = "How the source stands then, as one JSON object.") boolean json,
            @Mixin Running running)
            throws IOException {
        var progress = new Progress(spec.commandLine().getErr());
        try (var application = running.alone()) {
            HashListService lists = application.getBean(HashListService.class);
            ExchangeSource taken = asked(
                    application,
                    list,
                    source -> progress.show("taking: page %,d, %,d entries on the list"
                            .formatted(
                                    source.range() == null ? 0 : source.range().pages(),
                                    lists.count(source.list()).all())));
            progress.end();
            spec.commandLine().getOut().println(line(taken, json));
            spec.commandLine().getOut().flush();
            if (taken.problem() != null) {
                throw new Failure(
                        ExitCode.UNAVAILABLE,
                        "The source could not be asked: %s. It is asked again in time.".formatted(taken.problem()));
            }
            return taken.stoppedAt() == null ? ExitCode.OK : ExitCode.PARTIAL;
        } catch (Refusal e) {
            throw new Failure(ExitCode.CONFLICT, "The source is stopped. 'exchange start' lets it go on.");
        } catch (ExchangeFailed e) {
            throw new Failure(ExitCode.UNAVAILABLE, "It is not known how far the source was taken: " + e.getMessage());
        }
    }

    private static ExchangeSource asked(
            ConfigurableApplicationContext application, ListOption list, Consumer<ExchangeSource> watcher)
            throws IOException {
        SourceAsking asking = application.getBean(SourceAsking.class);
        return CurrentOrganisation.call(
                ListCommand.hotline(application),
                () -> asking.take(source(application, list), ListCommand.ACTOR, watcher));
    }

    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            description =
                    "Takes nothing from the source of a list from now on; a page that is being taken is finished. What"
                            + " changes meanwhile is taken when it is started again.")
    int stop(@Mixin ListOption list, @Mixin Running running) {
        try (var application = running.alone()) {
            CurrentOrganisation.as(
                    ListCommand.hotline(application),
                    () -> sources(application).stop(source(application, list), ListCommand.ACTOR));
            spec.commandLine().getErr().println("vigie: stopped");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "start",
            mixinStandardHelpOptions = true,
            description = "Lets the source of a list go on where it was stopped. A serving process takes what is new.")
    int start(@Mixin ListOption list, @Mixin Running running) {
        try (var application = running.alone()) {
            CurrentOrganisation.as(
                    ListCommand.hotline(application),
                    () -> sources(application).start(source(application, list), ListCommand.ACTOR));
            spec.commandLine().getErr().println("vigie: started");
            return ExitCode.OK;
        }
    }

    /** Whose source is meant. */
    static final class ListOption {
        @Option(names = "--name", required = true, paramLabel = "LIST", description = "The list's name.")
        private String name = "";
    }

    private static SourceId source(ConfigurableApplicationContext application, ListOption list) {
        return application
                .getBean(HashListService.class)
                .find(new ListName(list.name))
                .flatMap(found -> sources(application).of(found.id()))
                .map(ExchangeSource::id)
                .orElseThrow(() -> new Failure(ExitCode.NOT_FOUND, "There is no list of that name that has a source."));
    }

    @Command(
            name = "reasons",
            mixinStandardHelpOptions = true,
            description =
                    "Asks the source of a list for which reasons a hash may be called wrong: the ids that 'exchange opinion"
                            + " --wrong' takes, with their names.")
    int reasons(
            @Mixin ListOption list,
            @Option(
                            names = "--algorithm",
                            defaultValue = "MD5",
                            paramLabel = "KIND",
                            description = "Of hashes of that kind: md5, sha1 or pdq. Default: ${DEFAULT-VALUE}.")
                    HashAlgorithm algorithm,
            @Option(names = "--json", description = "One JSON object a line.") boolean json,
            @Mixin Running running)
            throws IOException {
        try (var application = running.alone()) {
            List<OpinionReason> reasons = CurrentOrganisation.call(
                    ListCommand.hotline(application),
                    () -> application
                            .getBean(Opinions.class)
                            .reasons(ListCommand.list(application, list.name).id(), algorithm));
            PrintWriter out = spec.commandLine().getOut();
            for (OpinionReason reason : reasons) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("reason", reason.id().toString());
                fields.put("name", reason.name());
                out.println(json ? Json.line(fields) : "%s  %s".formatted(reason.id(), reason.name()));
            }
            out.flush();
            return ExitCode.OK;
        } catch (Refusal e) {
            throw new Failure(ExitCode.NOT_FOUND, "There is no list of that name that has a source.");
        } catch (IOException e) {
            throw new Failure(ExitCode.UNAVAILABLE, "The source could not be asked: " + code(e));
        }
    }

    private static String code(IOException e) {
        return e instanceof ExchangeFailed ? String.valueOf(e.getMessage()) : "NO_ANSWER";
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
                            description =
                                    "The id of a reason that the service lists ('exchange reasons'). Without it: the entry is right.")
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
