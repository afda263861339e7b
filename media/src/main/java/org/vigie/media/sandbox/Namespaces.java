package org.vigie.media.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Confinement without bubblewrap: {@code unshare} makes the namespaces, a few lines of shell show the same read-only root as
 * there and leave the old one, {@code setpriv} drops all capabilities.
 */
public record Namespaces(Setup setup) implements Confinement {
    private static final List<String> PROGRAMS =
            List.of("unshare", "setpriv", "mount", "umount", "pivot_root", "sh", "mkdir", "ln");

    /**
     * Arguments: the empty folder to build in; pairs of source and target, a source of {@code =X} being a link to X; {@code --};
     * the command. A folder is given when the source is one, else a file. All paths are ours; the quoting keeps spaces.
     */
    private static final String SCRIPT = """
            set -eu
            PATH=/usr/bin:/bin:/usr/sbin:/sbin
            new=$1
            shift
            mount --make-rprivate /
            mount -t tmpfs -o mode=755,size=1m,nosuid,nodev none "$new"
            cd "$new"
            while [ "$1" != -- ]; do
              source=$1
              target=.$2
              shift 2
              mkdir -p "${target%/*}"
              case $source in
                =*) ln -s "${source#=}" "$target"; continue ;;
              esac
              if [ -d "$source" ]; then mkdir -p "$target"; else : > "$target"; fi
              mount --rbind "$source" "$target"
              mount -o remount,bind,ro,nosuid "$target"
            done
            shift
            mkdir proc tmp old
            leave=$(command -v umount)
            mount -t proc -o nosuid,nodev,noexec none proc
            mount -o remount,bind,ro,nosuid,nodev "$new"
            pivot_root . old
            "/old$leave" -l /old
            cd /
            exec "$@"
            """;

    /** Folders that every system has and that hold nothing that is needed here: one serves as the place to build in. */
    private static final List<String> BUILDING_PLACES = List.of("/mnt", "/media", "/srv");

    @Override
    public String description() {
        return switch (setup) {
            case AS_USER -> "unshare with own root";
            case AS_ROOT -> "unshare with own root, set up by root";
        };
    }

    @Override
    public Optional<String> missing() {
        if (!Host.isLinux()) {
            return Optional.of("namespaces exist on Linux only");
        }
        if (setup == Setup.AS_ROOT && !Host.isRoot()) {
            return Optional.of(Setup.NEEDS_ROOT);
        }
        return PROGRAMS.stream()
                .filter(program -> Host.program(program).isEmpty())
                .findFirst()
                .map(program -> "the program " + program + " is not installed");
    }

    @Override
    public List<String> command(ChildJvm child) {
        List<String> command = new ArrayList<>(Host.limited(child.rlimits()));
        String setpriv = Host.program("setpriv").orElse("setpriv");
        if (setup == Setup.AS_USER && Host.isRoot()) {
            command.addAll(Host.asUser(setpriv, child.user()));
        }
        command.add(Host.program("unshare").orElse("unshare"));
        if (setup == Setup.AS_USER) {
            command.addAll(List.of("--user", "--map-root-user"));
        }
        command.addAll(
                List.of("--mount", "--pid", "--fork", "--kill-child", "--net", "--ipc", "--uts", "--cgroup", "--"));
        command.addAll(List.of(Host.program("sh").orElse("sh"), "-c", SCRIPT, "sh"));
        command.add(buildingPlace(child));
        command.addAll(mounts(child, setpriv));
        command.addAll(List.of("--", Host.INNER_SETPRIV));
        command.addAll(setup.stepDown(child.user()));
        command.addAll(child.command(child.mountedClasspath()));
        return command;
    }

    private static String buildingPlace(ChildJvm child) {
        return BUILDING_PLACES.stream()
                .filter(place -> Files.isDirectory(Path.of(place)))
                .filter(place -> !child.javaHome().startsWith(place))
                .filter(place -> child.classpath().stream().noneMatch(entry -> entry.startsWith(place)))
                .findFirst()
                .orElse("/mnt");
    }

    private static List<String> mounts(ChildJvm child, String setpriv) {
        List<String> mounts = new ArrayList<>();
        for (Host.RootEntry entry : Host.needed(child.javaHome())) {
            String path = entry.path().toString();
            mounts.add(entry.linkTo().map(target -> "=" + target).orElse(path));
            mounts.add(path);
        }
        for (int entry = 0; entry < child.classpath().size(); entry++) {
            mounts.add(child.classpath().get(entry).toString());
            mounts.add(ChildJvm.mounted(entry));
        }
        mounts.addAll(List.of(setpriv, Host.INNER_SETPRIV));
        for (String device : List.of("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")) {
            mounts.addAll(List.of(device, device));
        }
        return mounts;
    }
}
