package org.vigie.command;

import java.util.concurrent.Callable;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrganisationService;
import org.vigie.retention.RetentionService;
import org.vigie.staff.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vigie erase}: ends one report because somebody who may asked for it. */
@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        description = "Erases what one report told, for good. A hold beats this.")
final class EraseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--report", paramLabel = "NUMBER", required = true, description = "The number of the report.")
    private long report;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; it is kept sealed.")
    private String reason;

    @Mixin
    private Running running;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before anything runs
    EraseCommand() {}

    @Override
    public Integer call() {
        try (var application = running.alone()) {
            var hotline = application.getBean(OrganisationService.class).hotline();
            var retention = application.getBean(RetentionService.class);
            CurrentOrganisation.inAllCompartments(
                    hotline, () -> retention.erase("REPORT", String.valueOf(report), reason, null));
            spec.commandLine().getOut().println("erased");
            return ExitCode.OK;
        } catch (Refusal refusal) {
            throw new Failure(
                    ExitCode.CONFLICT,
                    switch (refusal.key()) {
                        case "retention.record.unknown" -> "There is no report of that number.";
                        case "retention.record.held" -> "A hold keeps this report. Somebody must lift it first.";
                        case "retention.record.erased" -> "This report was erased already.";
                        default -> "Give a reason of 1 to 1000 characters.";
                    });
        }
    }
}
