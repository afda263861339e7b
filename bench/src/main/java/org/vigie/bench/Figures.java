package org.vigie.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** What a benchmark found out, by name, and how it is shown. Every one ends with the machine it ran on. */
final class Figures {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Path CPU = Path.of("/proc/cpuinfo");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    private final Map<String, Object> fields = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before anything runs
    Figures() {}

    /** @param value a text, a number, a boolean, or a list or map of such; numbers with a fraction are cut to 4 digits */
    Figures with(String name, Object value) {
        fields.put(name, value instanceof Double number ? rounded(number) : value);
        return this;
    }

    /** Prints all, as text one figure a line. */
    void print() {
        fields.put("cpu", cpu());
        fields.put("cores", Runtime.getRuntime().availableProcessors());
        fields.put("jdk", Runtime.version().toString());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(MAPPER.writeValueAsString(fields));
        } else {
            fields.forEach((name, value) -> out.println("%-22s %s".formatted(name, value)));
        }
        out.flush();
    }

    /** Says on the error stream what is being done, since some of it takes minutes. */
    void progress(String what) {
        spec.commandLine().getErr().println(what);
    }

    private static double rounded(double number) {
        double scale = Math.pow(10, Math.max(0, 3 - Math.floor(Math.log10(Math.abs(number) + 1e-9))));
        return Math.round(number * scale) / scale;
    }

    private static String cpu() {
        if (!Files.isReadable(CPU)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(CPU)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
