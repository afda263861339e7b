package org.vigie.command;

import java.io.PrintWriter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.vigie.organisation.OrgId;
import org.vigie.organisation.OrganisationKind;
import org.vigie.organisation.OrganisationService;
import org.vigie.organisation.TooManyOrganisations;
import org.vigie.staff.StaffService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie organisation}: who shares this installation. */
@Command(
        name = "organisation",
        mixinStandardHelpOptions = true,
        description = "Makes and lists the organisations that share this installation, and lets an administrator in.")
final class OrganisationCommand {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before anything runs
    OrganisationCommand() {}

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Makes an organisation and prints the link that enrols its first administrator, once.")
    int add(
            @Parameters(paramLabel = "NAME", description = "What people call the organisation.") String name,
            @Option(
                            names = "--kind",
                            paramLabel = "KIND",
                            required = true,
                            description =
                                    "What it is, for good: ${COMPLETION-CANDIDATES}. POLICE_SERVICE, CROWN_OFFICE,"
                                            + " ADVOCACY_CENTRE and PROVIDER have people and an audit log, and no work"
                                            + " of their own yet.")
                    OrganisationKind kind,
            @Option(
                            names = "--base",
                            paramLabel = "URL",
                            defaultValue = "http://localhost:8080",
                            description = "Where this installation is reached. Default: ${DEFAULT-VALUE}.")
                    URI base,
            @Mixin Running running) {
        try (var application = running.alone()) {
            OrganisationService organisations = application.getBean(OrganisationService.class);
            OrgId org = add(organisations, name, kind);
            spec.commandLine().getErr().println("vigie: organisation " + org);
            application
                    .getBean(StaffService.class)
                    .firstAdministratorLink(org, base)
                    .ifPresent(link -> print(link.toString()));
            return ExitCode.OK;
        }
    }

    private static OrgId add(OrganisationService organisations, String name, OrganisationKind kind) {
        // the first organisation takes the reports of the public, so it is there before any other
        organisations.hotline();
        try {
            return organisations.add(name, kind);
        } catch (TooManyOrganisations e) {
            throw new Failure(ExitCode.CONFLICT, "Nothing was added: " + e.getMessage() + ".");
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "NAME: " + e.getMessage() + ".");
        }
    }

    @Command(
            name = "invite-administrator",
            mixinStandardHelpOptions = true,
            description =
                    "Prints a link that enrols one more administrator, once: for an organisation whose own cannot come in"
                            + " any more. It is audited, and its administrators see for a week that you did this.")
    int inviteAdministrator(
            @Parameters(paramLabel = "ORG", description = "The id of the organisation, see list.") UUID id,
            @Option(
                            names = "--base",
                            paramLabel = "URL",
                            defaultValue = "http://localhost:8080",
                            description = "Where this installation is reached. Default: ${DEFAULT-VALUE}.")
                    URI base,
            @Mixin Running running) {
        try (var application = running.alone()) {
            OrgId org = new OrgId(id);
            if (application.getBean(OrganisationService.class).kind(org).isEmpty()) {
                throw new Failure(ExitCode.NOT_FOUND, "There is no such organisation, see: organisation list.");
            }
            print(application
                    .getBean(StaffService.class)
                    .administratorLink(org, base)
                    .toString());
            return ExitCode.OK;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows the organisations, the oldest first.")
    int list(
            @Option(names = "--json", description = "Print one JSON object a line.") boolean json,
            @Mixin Running running) {
        try (var application = running.alone()) {
            OrganisationService organisations = application.getBean(OrganisationService.class);
            organisations.forEach(org -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("id", org.toString());
                fields.put("name", organisations.name(org).orElse(""));
                fields.put("kind", organisations.kind(org).map(Enum::name).orElse(""));
                print(json ? Json.line(fields) : fields.toString());
            });
            return ExitCode.OK;
        }
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
