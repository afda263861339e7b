package org.vigie.command;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import org.vigie.database.FileTree;
import org.vigie.exchange.FrameListWriter;
import org.vigie.exchange.VicsWriter;
import org.vigie.hashlist.EntryWriter;
import org.vigie.hashlist.HashEntry;
import org.vigie.hashlist.HashList;
import org.vigie.hashlist.ListCopyService;
import org.vigie.hashlist.ListExport;
import org.vigie.hashlist.OpaqueStored;
import org.vigie.organisation.CurrentOrganisation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie list export}: a copy of a list. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Writes a copy of a list: CSV with every withdrawal, so that others take back what was taken back; or"
                        + " VICS 2.0 with the entries that have an MD5 and a category of the profile, and the number of"
                        + " those that were left out. The audit log keeps who took it."
                        + " The file appears only when it is whole. Of format vpdq it is a new directory with the frames of each"
                        + " known video, and what is said of them in list.csv.")
final class ListExportCommand implements Callable<Integer> {
    private enum Format {
        CSV,
        VICS,
        VPDQ
    }

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = "The file to write; one that is there is replaced. A directory must not be there.")
    private Path file;

    @Option(names = "--name", required = true, paramLabel = "LIST", description = "The list's name.")
    private String name;

    @Option(names = "--format", defaultValue = "CSV", paramLabel = "FORMAT", description = "csv, vics or vpdq.")
    private Format format;

    @Option(
            names = "--profile",
            defaultValue = "US",
            paramLabel = "COUNTRY",
            description = "The profile of a vics file.")
    private String profile;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @Mixin
    private Running running;

    @SuppressWarnings("NullAway.Init") // picocli sets all of these before anything runs
    ListExportCommand() {}

    @Override
    public Integer call() throws IOException {
        if (!profile.matches("[A-Za-z]{1,40}")) {
            throw new Failure(ExitCode.USAGE, "--profile is letters, as in US");
        }
        if (format == Format.VPDQ && Files.exists(file)) {
            throw new Failure(ExitCode.CONFLICT, "%s is there already.".formatted(file));
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (var application = running.alone()) {
            Map<String, Object> result =
                    CurrentOrganisation.call(ListCommand.hotline(application), () -> write(application, part));
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            print(result);
            return ExitCode.OK;
        } finally {
            FileTree.delete(part);
        }
    }

    private Map<String, Object> write(ConfigurableApplicationContext application, Path to) throws IOException {
        HashList list = ListCommand.list(application, name);
        ListCopyService copies = application.getBean(ListCopyService.class);
        var progress = new Progress(spec.commandLine().getErr());
        Map<String, Object> result = new LinkedHashMap<>();
        if (format == Format.VPDQ) {
            result.putAll(vpdq(copies, list, to));
        } else {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
                result.putAll(format == Format.CSV ? csv(copies, list, out, progress) : vics(copies, list, out));
            }
        }
        progress.end();
        return result;
    }

    private static Map<String, Object> csv(ListCopyService copies, HashList list, OutputStream out, Progress progress)
            throws IOException {
        try (var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            var counted = new Counted(new ListExport(writer), progress);
            copies.export(list.id(), "csv", counted, ListCommand.ACTOR);
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("entries", counted.entries);
            result.put("opaque_entries", counted.opaque);
            return result;
        }
    }

    /** Tells how many entries were written. */
    private static final class Counted implements EntryWriter {
        private static final int TELL_EVERY = 10_000;

        private final EntryWriter to;
        private final Progress progress;
        private long entries;
        private long opaque;

        Counted(EntryWriter to, Progress progress) {
            this.to = to;
            this.progress = progress;
        }

        @Override
        public void entry(HashEntry entry) throws IOException {
            to.entry(entry);
            entries++;
            tell();
        }

        @Override
        public void opaque(OpaqueStored entry) throws IOException {
            to.opaque(entry);
            opaque++;
            tell();
        }

        private void tell() {
            if ((entries + opaque) % TELL_EVERY == 0) {
                progress.show("%d entries written".formatted(entries + opaque));
            }
        }
    }

    private Map<String, Object> vics(ListCopyService copies, HashList list, OutputStream out) throws IOException {
        var writer = new VicsWriter(out, profile, list.name().text(), UUID.randomUUID());
        try (writer) {
            copies.export(list.id(), "vics", writer, ListCommand.ACTOR);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("media", writer.written());
        result.put("left_out", writer.leftOut());
        result.put("opaque_left_out", writer.opaqueLeftOut());
        return result;
    }

    private static Map<String, Object> vpdq(ListCopyService copies, HashList list, Path to) throws IOException {
        FileTree.delete(to);
        Files.createDirectory(to);
        var writer = new FrameListWriter(to);
        try (writer) {
            copies.export(list.id(), "vpdq", writer, ListCommand.ACTOR);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("videos", writer.videos());
        result.put("withdrawn", writer.withdrawn());
        result.put("left_out", writer.leftOut());
        return result;
    }

    private void print(Map<String, Object> result) {
        var out = spec.commandLine().getOut();
        out.println(json ? Json.line(result) : result.toString());
        out.flush();
    }
}
