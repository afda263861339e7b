package org.vigie.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.vigie.VigieApplication;
import org.vigie.log.UncaughtFailures;
import picocli.CommandLine.Option;

/** The options of every command that runs the application, and how it is started. */
public final class Running {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory: database, keys. Default: the setting vigie.data, which is ./data.")
    private @Nullable Path data;

    @Option(
            names = "--db",
            paramLabel = "URL",
            description = "An external PostgreSQL 16 or newer, jdbc:postgresql://host/database?user=…&password=…;"
                    + " better given as VIGIE_DB in the environment.")
    private @Nullable String db;

    @Option(names = "--config", paramLabel = "FILE", description = "A file of settings (properties or YAML).")
    private @Nullable Path config;

    @Option(names = "--log-json", description = "Write the log as JSON, one object a line.")
    private boolean logJson;

    private final Map<String, Object> settings = new LinkedHashMap<>();

    /** Sets the data directory where the command line named none. */
    public Running dataByDefault(Path directory) {
        if (data == null) {
            data = directory;
        }
        return this;
    }

    /** One more setting; it wins over environment and files. */
    public Running with(String name, Object value) {
        settings.put(name, value);
        return this;
    }

    /** Starts the application with its pages. */
    public ConfigurableApplicationContext serving() {
        return start(WebApplicationType.SERVLET);
    }

    /** Starts the application without pages and without jobs of its own, for one command. */
    public ConfigurableApplicationContext alone() {
        settings.putIfAbsent("vigie.work.running", false);
        settings.putIfAbsent("vigie.crawl.running", false);
        settings.putIfAbsent("vigie.audit.running", false);
        settings.putIfAbsent("vigie.opener.early", false);
        // pages are part of the application; here they answer nobody, on a loopback port that no one is told
        settings.put("server.port", 0);
        settings.put("management.server.port", -1);
        return start(WebApplicationType.SERVLET);
    }

    /** The settings as the application would see them, without starting it. */
    Environment settings() {
        var bare = new SpringApplication(Bare.class);
        bare.setWebApplicationType(WebApplicationType.NONE);
        bare.setLogStartupInfo(false);
        try (ConfigurableApplicationContext context = bare.run(arguments())) {
            return context.getEnvironment();
        }
    }

    /** The data directory that those settings name. */
    Path data(Environment environment) {
        return Path.of(environment.getProperty("vigie.data", "data"))
                .toAbsolutePath()
                .normalize();
    }

    /** The external database that those settings name, or null for the embedded one. */
    @Nullable
    String externalDatabase(Environment environment) {
        return environment.getProperty("vigie.db");
    }

    /** An application of nothing, to read settings with. */
    private static final class Bare {}

    private ConfigurableApplicationContext start(WebApplicationType type) {
        UncaughtFailures.toTheLog();
        var application = new SpringApplication(VigieApplication.class);
        application.setWebApplicationType(type);
        application.setLogStartupInfo(false);
        return application.run(arguments());
    }

    private String[] arguments() {
        if (data != null) {
            settings.put("vigie.data", data.toAbsolutePath().normalize().toString());
        }
        if (db != null) {
            settings.put("vigie.db", db);
        }
        if (config != null) {
            settings.put(
                    "spring.config.additional-location",
                    config.toAbsolutePath().toUri().toString());
        }
        if (logJson) {
            settings.put("logging.config", "classpath:logback-json.xml");
        }
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }
}
