/**
 * The command line. Data goes to standard output, all talk to standard error; {@link org.vigie.command.ExitCode} is a contract
 * with other people's scripts. {@code hash} and {@code match} run without the application and start in a moment; the other
 * commands start it on a data directory, beside a serving process or alone.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "setting",
            "api",
            "audit",
            "crawl",
            "database",
            "exchange",
            "hashlist",
            "item",
            "log",
            "match",
            "organisation",
            "provider",
            "retention",
            "seal",
            "staff"
        })
package org.vigie.command;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
