package org.vigie.media.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Confinement by bubblewrap: all namespaces new, no capabilities, a root that shows the JDK, the class path and the
 * system's libraries, all read-only, and nothing else.
 *
 * <p>There is no writable place at all, not even {@code /tmp}: a file system in memory would not count as the child's memory.
 */
public record Bubblewrap(Setup setup) implements Confinement {
    @Override
    public String description() {
        return switch (setup) {
            case AS_USER -> "bubblewrap";
            case AS_ROOT -> "bubblewrap set up by root";
        };
    }

    @Override
    public Optional<String> missing() {
        if (Host.program("bwrap").isEmpty()) {
            return Optional.of("the program bwrap (package bubblewrap) is not installed");
        }
        if (setup == Setup.AS_ROOT && !Host.isRoot()) {
            return Optional.of(Setup.NEEDS_ROOT);
        }
        return Host.isRoot() && Host.program("setpriv").isEmpty()
                ? Optional.of("the server runs as root and the program setpriv (package util-linux) is not installed")
                : Optional.empty();
    }

    @Override
    public List<String> command(ChildJvm child) {
        List<String> command = new ArrayList<>(Host.limited(child.rlimits()));
        String setpriv = Host.program("setpriv").orElse("setpriv");
        if (setup == Setup.AS_USER && Host.isRoot()) {
            command.addAll(Host.asUser(setpriv, child.user()));
        }
        command.add(Host.program("bwrap").orElse("bwrap"));
        command.addAll(namespaces());
        command.addAll(mounts(child, setpriv));
        command.add("--");
        if (setup == Setup.AS_ROOT) {
            command.add(Host.INNER_SETPRIV);
            command.addAll(setup.stepDown(child.user()));
        }
        command.addAll(child.command(child.mountedClasspath()));
        return command;
    }

    private List<String> namespaces() {
        List<String> common = new ArrayList<>(List.of("--die-with-parent", "--new-session", "--cap-drop", "ALL"));
        switch (setup) {
            case AS_USER -> common.add("--unshare-all");
            case AS_ROOT -> {
                common.addAll(List.of("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"));
                common.add("--unshare-cgroup-try");
                common.addAll(
                        List.of("--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"));
            }
        }
        return common;
    }

    private List<String> mounts(ChildJvm child, String setpriv) {
        List<String> mounts = new ArrayList<>();
        for (Host.RootEntry entry : Host.needed(child.javaHome())) {
            String path = entry.path().toString();
            mounts.addAll(folders(entry.path().getParent()));
            mounts.addAll(entry.linkTo()
                    .map(target -> List.of("--symlink", target.toString(), path))
                    .orElseGet(() -> List.of("--ro-bind", path, path)));
        }
        mounts.addAll(List.of("--dir", "/app"));
        for (int entry = 0; entry < child.classpath().size(); entry++) {
            mounts.addAll(List.of("--ro-bind", child.classpath().get(entry).toString(), ChildJvm.mounted(entry)));
        }
        if (setup == Setup.AS_ROOT) {
            mounts.addAll(List.of("--ro-bind", setpriv, Host.INNER_SETPRIV));
        }
        mounts.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--dir", "/tmp"));
        mounts.addAll(List.of("--remount-ro", "/", "--chdir", "/"));
        return mounts;
    }

    /** A folder and those above it, the highest first. Made by name they are open to all; made on the way, to root only. */
    private static List<String> folders(@Nullable Path folder) {
        List<String> made = new ArrayList<>();
        for (Path above = folder; above != null && above.getNameCount() > 0; above = above.getParent()) {
            made.addAll(0, List.of("--dir", above.toString()));
        }
        return made;
    }
}
