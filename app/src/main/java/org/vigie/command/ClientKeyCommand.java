package org.vigie.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.vigie.api.ClientKey;
import org.vigie.api.ClientKeyService;
import org.vigie.api.ClientRequestService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie client key}: with which keys a client of the API signs. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = "Adds, lists and revokes the public keys of a client.")
final class ClientKeyCommand {
    /** A public key as text is some hundred bytes. */
    private static final long FILE_BYTES_MAX = 16 * 1024;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before anything runs
    ClientKeyCommand() {}

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Believes what a key signs, and prints the key's thumbprint.")
    int add(
            @Parameters(paramLabel = "CLIENT", description = "The client's id, see client list.") UUID client,
            @Parameters(
                            paramLabel = "FILE",
                            description = "The public key as JWK: Ed25519, P-256, or RSA of 2048 bits or more.")
                    Path file,
            @Mixin Running running) {
        String jwk = read(file);
        try (var application = running.alone()) {
            ClientRequestService requests = application.getBean(ClientRequestService.class);
            ClientKey added = CurrentOrganisation.as(
                    ListCommand.hotline(application), () -> requests.keyByOperator(client, jwk, ListCommand.ACTOR));
            print(added.thumbprint());
            return ExitCode.OK;
        } catch (Refusal e) {
            throw new Failure(
                    ExitCode.USAGE,
                    "There is no such client, or the file is not the public part of a key that is taken and new.");
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Shows the keys of a client, the newest first.")
    int list(
            @Parameters(paramLabel = "CLIENT", description = "The client's id, see client list.") UUID client,
            @Option(names = "--json", description = "Print one JSON object a line.") boolean json,
            @Mixin Running running) {
        try (var application = running.alone()) {
            ClientKeyService keys = application.getBean(ClientKeyService.class);
            for (ClientKey key : CurrentOrganisation.as(ListCommand.hotline(application), () -> keys.of(client))) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("id", key.id().toString());
                fields.put("thumbprint", key.thumbprint());
                fields.put("algorithm", key.algorithm());
                fields.put("revoked", key.isRevoked());
                print(json ? Json.line(fields) : fields.toString());
            }
            return ExitCode.OK;
        }
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Believes a key no more. Tokens that were given for it end with it.")
    int revoke(
            @Parameters(paramLabel = "ID", description = "The key's id, see list.") UUID id, @Mixin Running running) {
        try (var application = running.alone()) {
            ClientKeyService keys = application.getBean(ClientKeyService.class);
            CurrentOrganisation.as(ListCommand.hotline(application), () -> keys.revoke(id, ListCommand.ACTOR));
            return ExitCode.OK;
        } catch (Refusal e) {
            throw new Failure(ExitCode.NOT_FOUND, "There is no such key, or it is revoked already.");
        }
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new Failure(ExitCode.USAGE, "The file is too long for a key.");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "The file cannot be read as text.");
        }
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
