package org.vigie.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.vigie.api.ClientHost;
import org.vigie.api.ClientHostService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie client host}: from which hosts a client of the API may have files fetched. */
@Command(
        name = "host",
        mixinStandardHelpOptions = true,
        description = "Adds, lists and removes the hosts from which files are fetched for a client.")
final class ClientHostCommand {
    private static final String CLIENT_HELP = "The client's id, see client list.";

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before anything runs
    ClientHostCommand() {}

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Lets the client have files of a host fetched, and prints the host's name as it is kept.")
    int add(
            @Parameters(paramLabel = "CLIENT", description = CLIENT_HELP) UUID client,
            @Parameters(
                            paramLabel = "HOST",
                            description = "One name, such as files.partner.example; hosts below it are others.")
                    String host,
            @Mixin Running running) {
        try (var application = running.alone()) {
            ClientHostService hosts = application.getBean(ClientHostService.class);
            ClientHost added = CurrentOrganisation.as(
                    ListCommand.hotline(application), () -> hosts.add(client, host, ListCommand.ACTOR));
            print(added.host());
            return ExitCode.OK;
        } catch (Refusal e) {
            throw new Failure(
                    ExitCode.USAGE,
                    "There is no such client, it is revoked or has that host or too many, or that is no name of a host.");
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows the hosts of a client, by name.")
    int list(
            @Parameters(paramLabel = "CLIENT", description = CLIENT_HELP) UUID client,
            @Option(names = "--json", description = "Print one JSON object a line.") boolean json,
            @Mixin Running running) {
        try (var application = running.alone()) {
            ClientHostService hosts = application.getBean(ClientHostService.class);
            for (ClientHost host : CurrentOrganisation.as(ListCommand.hotline(application), () -> hosts.of(client))) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("host", host.host());
                fields.put("added", host.addedAt().toString());
                print(json ? Json.line(fields) : fields.toString());
            }
            return ExitCode.OK;
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Lets nothing be fetched from it any more.")
    int remove(
            @Parameters(paramLabel = "CLIENT", description = CLIENT_HELP) UUID client,
            @Parameters(paramLabel = "HOST", description = "Its name, see list.") String host,
            @Mixin Running running) {
        try (var application = running.alone()) {
            ClientHostService hosts = application.getBean(ClientHostService.class);
            CurrentOrganisation.as(
                    ListCommand.hotline(application), () -> hosts.remove(client, host, ListCommand.ACTOR));
            return ExitCode.OK;
        } catch (Refusal e) {
            throw new Failure(ExitCode.NOT_FOUND, "The client has no such host, or it was removed already.");
        }
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
