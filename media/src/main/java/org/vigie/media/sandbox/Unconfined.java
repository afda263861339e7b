package org.vigie.media.sandbox;

import java.util.List;
import java.util.Optional;

/** A plain child process, for benign pictures on machines without Linux. What the child forbids itself still holds. */
public record Unconfined() implements Confinement {
    @Override
    public String description() {
        return "plain child process";
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public List<String> command(ChildJvm child) {
        return child.command(child.classpath().stream().map(Object::toString).toList());
    }
}
