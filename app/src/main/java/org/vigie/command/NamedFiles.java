package org.vigie.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that a command line names, in the order in which it does: a file as such; a directory for all files in it and below, by
 * name; {@code -} for those whose names come on standard input, one a line. Links inside of directories are not followed. Of
 * a directory one level at a time is held in memory.
 */
final class NamedFiles implements Iterator<Path> {
    static final String STANDARD_INPUT = "-";

    private final Iterator<String> names;
    private final @Nullable BufferedReader input;
    private final Deque<Iterator<Path>> open = new ArrayDeque<>();
    private @Nullable Path next;

    /** @param standardInput read only where it is named */
    NamedFiles(List<String> names, InputStream standardInput) {
        this.names = names.iterator();
        this.input = names.contains(STANDARD_INPUT)
                ? new BufferedReader(new InputStreamReader(standardInput, StandardCharsets.UTF_8))
                : null;
    }

    /** How many there are; 0 where that is not known before they come. Reads the directories once. */
    static long count(List<String> names) {
        if (names.contains(STANDARD_INPUT)) {
            return 0;
        }
        return names.stream().map(Path::of).mapToLong(NamedFiles::count).sum();
    }

    private static long count(Path named) {
        if (!Files.isDirectory(named)) {
            return 1;
        }
        try (Stream<Path> below = Files.walk(named)) {
            return below.filter(NamedFiles::isFile).count();
        } catch (IOException | UncheckedIOException e) {
            return 0; // what cannot be read now is said when its turn comes
        }
    }

    private static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public boolean hasNext() {
        while (next == null) {
            if (!open.isEmpty()) {
                below();
            } else if (names.hasNext()) {
                String name = names.next();
                if (name.equals(STANDARD_INPUT)) {
                    open.push(lines());
                } else {
                    named(Path.of(name));
                }
            } else {
                return false;
            }
        }
        return true;
    }

    @Override
    public Path next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Path file = next;
        next = null;
        return file == null ? Path.of("") : file;
    }

    private void below() {
        Iterator<Path> within = open.getFirst();
        if (!within.hasNext()) {
            open.pop();
            return;
        }
        Path path = within.next();
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            open.push(entries(path));
        } else if (open.size() == 1 || isFile(path)) {
            next = path;
        }
    }

    private void named(Path path) {
        if (Files.isDirectory(path)) {
            open.push(Stream.<Path>empty().iterator());
            open.push(entries(path));
        } else {
            next = path;
        }
    }

    /** One that cannot be read is told as a file, which then cannot be read either. */
    private Iterator<Path> entries(Path directory) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> listed = Files.newDirectoryStream(directory)) {
            listed.forEach(entries::add);
        } catch (IOException e) {
            next = directory;
            return Collections.emptyIterator();
        }
        Collections.sort(entries);
        return entries.iterator();
    }

    private Iterator<Path> lines() {
        BufferedReader reader = input;
        if (reader == null) {
            return Collections.emptyIterator();
        }
        return reader.lines().filter(line -> !line.isBlank()).map(Path::of).iterator();
    }
}
