package org.vigie.log;

import java.util.Map;
import java.util.Set;

/**
 * The lines of libraries that an operator needs, word by word. A line that only begins like one of these is another line; of
 * what a library fills into one, the types of {@link Arguments} are shown.
 */
final class KnownLines {
    private static final Map<String, Set<String>> LINES = Map.of(
            "com.zaxxer.hikari.HikariDataSource",
            Set.of(
                    "{} - Starting...",
                    "{} - Start completed.",
                    "{} - Shutdown initiated...",
                    "{} - Shutdown completed."),
            "com.zaxxer.hikari.pool.HikariPool",
            Set.of("{} - Thread starvation or clock leap detected (housekeeper delta={})."),
            "com.zaxxer.hikari.pool.PoolBase",
            Set.of(
                    "{} - Failed to validate connection {} ({}). Possibly consider using a shorter maxLifetime value.",
                    "{} - Failed to create/setup connection ({}): {}",
                    "{} - Pool is empty, failed to create/setup connection ({})"),
            "org.springframework.boot.SpringApplication",
            Set.of("Application run failed"),
            "org.springframework.boot.tomcat.GracefulShutdown",
            Set.of(
                    "Commencing graceful shutdown. Waiting for active requests to complete",
                    "Graceful shutdown complete",
                    "Graceful shutdown aborted with one or more requests still active"));

    private KnownLines() {}

    static boolean contain(String logger, String template) {
        return LINES.getOrDefault(logger, Set.of()).contains(template);
    }
}
