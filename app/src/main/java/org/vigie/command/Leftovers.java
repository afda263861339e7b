package org.vigie.command;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whether the memory of this process may end on a disk, where addresses and words would stand in plain text: as a heap dump, as
 * a core dump, in the JVM's report of a crash, in swap.
 */
final class Leftovers {
    private static final String CORE = "Max core file size";

    private Leftovers() {}

    /** What may leave something, each as a clause; empty when nothing may. */
    static List<String> found() {
        return found(Leftovers::isOn, Path.of("/proc/self/limits"), Path.of("/proc/swaps"));
    }

    /** @param isOn whether the JVM has that option on */
    static List<String> found(Predicate<String> isOn, Path limits, Path swaps) {
        List<String> found = new ArrayList<>();
        if (isOn.test("HeapDumpOnOutOfMemoryError")) {
            found.add("the JVM writes a heap dump when memory runs out (-XX:-HeapDumpOnOutOfMemoryError)");
        }
        if (isOn.test("CreateCoredumpOnCrash") && lines(limits).stream().anyMatch(Leftovers::allowsCores)) {
            found.add("a crash writes a core dump (ulimit -c 0, or -XX:-CreateCoredumpOnCrash)");
        }
        if (!isOn.test("SuppressFatalErrorMessage")) {
            found.add("the JVM's report of a crash quotes memory (-XX:+SuppressFatalErrorMessage)");
        }
        // the first line is a heading; compressed memory is no disk
        if (lines(swaps).stream().skip(1).anyMatch(line -> !line.startsWith("/dev/zram"))) {
            found.add("memory may be swapped to disk (encrypt the swap, or swapoff)");
        }
        return found;
    }

    private static boolean isOn(String option) {
        var jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return jvm != null && Boolean.parseBoolean(jvm.getVMOption(option).getValue());
    }

    /** The soft limit is the first number of the line. */
    private static boolean allowsCores(String line) {
        return line.startsWith(CORE) && !line.substring(CORE.length()).strip().startsWith("0");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of(); // no such file on this system
        }
    }
}
