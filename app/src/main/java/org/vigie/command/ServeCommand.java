package org.vigie.command;

import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.vigie.staff.StaffService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vigie serve}: the application, until it is stopped. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description =
                "Serves the pages and runs the jobs until stopped. A fresh installation is in test mode: nothing leaves"
                        + " this machine. The first start prints a link that enrols the first administrator.")
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port of the pages. Default: the setting server.port, which is 8080.")
    private @Nullable Integer port;

    @Mixin
    private Running running;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before anything runs
    ServeCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        if (port != null) {
            running.with("server.port", port);
        }
        try {
            serve(running.serving());
        } catch (RuntimeException e) {
            throw explained(e);
        }
        return ExitCode.OK;
    }

    private void serve(ConfigurableApplicationContext application) throws InterruptedException {
        URI base = base(application);
        PrintWriter err = spec.commandLine().getErr();
        err.println("vigie: serving on " + base);
        err.flush();
        application.getBean(StaffService.class).firstAdministratorLink(base).ifPresent(link -> {
            err.println("vigie: nobody is enrolled yet. This link enrols the first administrator, once:");
            err.flush();
            spec.commandLine().getOut().println(link);
            spec.commandLine().getOut().flush();
        });
        untilClosed(application);
    }

    private static URI base(ConfigurableApplicationContext application) {
        return URI.create("http://localhost:" + application.getEnvironment().getProperty("local.server.port"));
    }

    private static void untilClosed(ConfigurableApplicationContext application) throws InterruptedException {
        var closed = new CountDownLatch(1);
        application.addApplicationListener(event -> {
            if (event instanceof ContextClosedEvent) {
                closed.countDown();
            }
        });
        closed.await();
    }

    private static RuntimeException explained(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException inUse) {
                return new Failure(
                        ExitCode.UNAVAILABLE,
                        "Port %d is in use. Choose another with --port.".formatted(inUse.getPort()));
            }
        }
        return failure;
    }
}
