package org.vigie.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vigie.audit.AuditActor;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrganisationService;
import org.vigie.provider.ContactTrust;
import org.vigie.provider.ProviderImport;
import org.vigie.provider.ProviderService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie provider}: who hosts what, and whom to write to. */
@Command(
        name = "provider",
        mixinStandardHelpOptions = true,
        description = "Imports the table of providers and their abuse contacts.")
final class ProviderCommand {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before anything runs
    ProviderCommand() {}

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description =
                    "Imports a table: CSV with the header provider,host,email,language and, if wanted, police_hold and"
                            + " non_disclosure. New contacts wait for approval unless --approved is given.")
    int importFile(
            @Parameters(paramLabel = "CSV", description = "The table.") Path file,
            @Option(
                            names = "--approved",
                            description = "Whoever runs this vouches for the contacts: notices may go to them.")
                    boolean approved,
            @Option(names = "--json", description = "Print the report as one JSON object.") boolean json,
            @Mixin Running running)
            throws IOException {
        if (!Files.isReadable(file)) {
            throw new Failure(ExitCode.NOT_FOUND, "The table %s cannot be read.".formatted(file));
        }
        try (var application = running.alone();
                InputStream in = Files.newInputStream(file)) {
            ContactTrust trust = approved ? ContactTrust.APPROVED : ContactTrust.NEEDS_APPROVAL;
            ProviderImport report = CurrentOrganisation.call(
                    application.getBean(OrganisationService.class).hotline(),
                    () -> application
                            .getBean(ProviderService.class)
                            .importCsv(in, "command", trust, AuditActor.system("command")));
            print(report, json);
            return report.rejectedCount() == 0 ? ExitCode.OK : ExitCode.PARTIAL;
        }
    }

    private void print(ProviderImport report, boolean json) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("accepted", report.accepted());
            fields.put("unchanged", report.unchanged());
            fields.put("rejected", report.rejectedCount());
            fields.put("rejected_lines", report.rejected());
            out.println(Json.line(fields));
        } else {
            out.println("%d new or changed, %d unchanged, %d rejected"
                    .formatted(report.accepted(), report.unchanged(), report.rejectedCount()));
            report.rejected().forEach(line -> out.println("line %d: %s".formatted(line.line(), line.reasonKey())));
        }
        out.flush();
    }
}
