package org.vigie.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vigie doctor}: whether this machine has what Vigie needs, each point with what to do about it. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Checks JDK, disk, database, sandbox, matching, mail and clock. Exits 1 when something is missing.")
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Mixin
    private Running running;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before anything runs
    DoctorCommand() {}

    @Override
    public Integer call() {
        var examination = new Examination(running);
        boolean healthy = true;
        PrintWriter out = spec.commandLine().getOut();
        for (Examination.Check check : examination.checks()) {
            Examination.Finding finding = check.look();
            healthy &= finding.state() != Examination.State.BAD;
            out.println(json ? Json.line(finding.fields()) : finding.text());
            out.flush();
        }
        return healthy ? ExitCode.OK : ExitCode.FINDINGS;
    }
}
