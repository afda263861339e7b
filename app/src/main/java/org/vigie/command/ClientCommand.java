package org.vigie.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vigie.api.ApiClient;
import org.vigie.api.ApiLimits;
import org.vigie.api.Circle;
import org.vigie.api.ClientRequestService;
import org.vigie.api.ClientService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie client}: which programs of others may ask what is listed. */
@Command(
        name = "client",
        mixinStandardHelpOptions = true,
        subcommands = {ClientKeyCommand.class, ClientHostCommand.class},
        description = "Makes, lists and revokes the clients of the API, their keys, and hosts to fetch files from.")
final class ClientCommand {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before anything runs
    ClientCommand() {}

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Makes a client and prints its id. Give it a key next: client key add.")
    int add(
            @Parameters(paramLabel = "NAME", description = "What people call the client.") String name,
            @Option(
                            names = "--quota",
                            paramLabel = "N",
                            defaultValue = "" + ApiLimits.DAILY_QUOTA_DEFAULT,
                            description = "Hashes it may look up in a day. Default: ${DEFAULT-VALUE}.")
                    int quota,
            @Option(
                            names = "--inside",
                            description = "It is inside the trust circle: it is told entries and distances.")
                    boolean inside,
            @Mixin Running running) {
        try (var application = running.alone()) {
            ClientRequestService clients = application.getBean(ClientRequestService.class);
            ApiClient created = CurrentOrganisation.as(
                    ListCommand.hotline(application),
                    () -> clients.createdByOperator(
                            name, inside ? Circle.INSIDE : Circle.OUTSIDE, quota, ListCommand.ACTOR));
            print(created.id().toString());
            return ExitCode.OK;
        } catch (Refusal e) {
            throw new Failure(ExitCode.USAGE, "The name is empty or too long, or the quota is out of range.");
        }
    }

    @Command(
            name = "token",
            mixinStandardHelpOptions = true,
            description =
                    "Prints a token that lives for days, for a program that cannot sign. It is shown only now, and whoever"
                            + " has it is that client: prefer keys.")
    int token(
            @Parameters(paramLabel = "ID", description = "The client's id, see list.") UUID id,
            @Option(
                            names = "--days",
                            paramLabel = "N",
                            required = true,
                            description = "How long it is good, 1 to " + ApiLimits.TOKEN_DAYS_MAX + " days.")
                    int days,
            @Option(
                            names = "--network",
                            paramLabel = "NETWORK",
                            description =
                                    "Where the program comes from, such as 192.0.2.0/24, in place of what is set for it."
                                            + " May be given several times; a token works from nowhere else.")
                    @Nullable
                    List<String> networks,
            @Mixin Running running) {
        try (var application = running.alone()) {
            ClientService clients = application.getBean(ClientService.class);
            print(CurrentOrganisation.as(ListCommand.hotline(application), () -> {
                if (networks != null) {
                    clients.setNetworks(id, String.join(" ", networks), ListCommand.ACTOR);
                }
                return application.getBean(ClientRequestService.class).tokenByOperator(id, days, ListCommand.ACTOR);
            }));
            return ExitCode.OK;
        } catch (Refusal e) {
            throw new Failure(
                    ExitCode.USAGE,
                    "There is no such client, it is revoked, the days are out of range, or no network is set for it"
                            + " (--network).");
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows the clients, the newest first.")
    int list(
            @Option(names = "--json", description = "Print one JSON object a line.") boolean json,
            @Mixin Running running) {
        try (var application = running.alone()) {
            ClientService clients = application.getBean(ClientService.class);
            for (ApiClient client : CurrentOrganisation.as(ListCommand.hotline(application), clients::all)) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("id", client.id().toString());
                fields.put("name", client.name());
                fields.put("circle", client.circle().name());
                fields.put("daily_quota", client.dailyQuota());
                fields.put("token_until", String.valueOf(client.tokenUntil()));
                fields.put("revoked", client.isRevoked());
                print(json ? Json.line(fields) : fields.toString());
            }
            return ExitCode.OK;
        }
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Ends a client. Its next request is refused.")
    int revoke(
            @Parameters(paramLabel = "ID", description = "The client's id, see list.") UUID id,
            @Mixin Running running) {
        try (var application = running.alone()) {
            ClientService clients = application.getBean(ClientService.class);
            CurrentOrganisation.as(ListCommand.hotline(application), () -> clients.revoke(id, ListCommand.ACTOR));
            return ExitCode.OK;
        } catch (Refusal e) {
            throw new Failure(ExitCode.NOT_FOUND, "There is no such client, or it is revoked already.");
        }
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
