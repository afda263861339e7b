package org.vigie.media.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java program to be started in confinement.
 *
 * @param javaHome of the JDK it runs on, with symbolic links resolved
 * @param classpath jars and directories of classes, which the child's user must be able to read
 * @param options of the JVM
 * @param mainClass full name
 * @param arguments of the program
 * @param user the number of the user that a child of root runs as, and of its group; not 0
 * @param rlimits set from outside as well, so that the start is bounded too
 */
public record ChildJvm(
        Path javaHome,
        List<Path> classpath,
        List<String> options,
        String mainClass,
        List<String> arguments,
        int user,
        Rlimits rlimits) {
    public ChildJvm {
        classpath = List.copyOf(classpath);
        options = List.copyOf(options);
        arguments = List.copyOf(arguments);
        if (user <= 0) {
            throw new IllegalArgumentException("a decoding process does not run as root");
        }
    }

    /** The command that starts it, with the class path as it is seen from there. */
    List<String> command(List<String> classpathSeen) {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin/java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(String.join(":", classpathSeen));
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    /** Where the n-th entry of the class path is seen inside a mount namespace. */
    static String mounted(int entry) {
        return "/app/" + entry;
    }

    List<String> mountedClasspath() {
        List<String> seen = new ArrayList<>();
        for (int entry = 0; entry < classpath.size(); entry++) {
            seen.add(mounted(entry));
        }
        return seen;
    }
}
