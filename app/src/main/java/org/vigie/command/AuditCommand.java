package org.vigie.command;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vigie.audit.AuditVerification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vigie audit}: whether the audit log is whole. */
@Command(name = "audit", mixinStandardHelpOptions = true, description = "Verifies the audit log.")
final class AuditCommand {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before anything runs
    AuditCommand() {}

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description =
                    "Recomputes every entry, the tree and every signed checkpoint. Exits 1 when something does not fit.")
    int verify(
            @Option(names = "--json", description = "Print the report as one JSON object.") boolean json,
            @Mixin Running running)
            throws SQLException {
        try (var application = running.alone()) {
            AuditVerification.Report report =
                    application.getBean(AuditVerification.class).verify();
            print(report, json);
            return report.isSound() ? ExitCode.OK : ExitCode.FINDINGS;
        }
    }

    private void print(AuditVerification.Report report, boolean json) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("sound", report.isSound());
            fields.put("entries", report.entries());
            fields.put("integrated", report.integrated());
            fields.put("waiting", report.waiting());
            fields.put("checkpoints", report.checkpoints());
            fields.put("fault_count", report.faultCount());
            fields.put("faults", report.faults());
            out.println(Json.line(fields));
        } else {
            out.println("%s: %d entries, %d in the tree, %d waiting, %d checkpoints, %d faults"
                    .formatted(
                            report.isSound() ? "sound" : "NOT SOUND",
                            report.entries(),
                            report.integrated(),
                            report.waiting(),
                            report.checkpoints(),
                            report.faultCount()));
            report.faults().forEach(out::println);
        }
        out.flush();
    }
}
