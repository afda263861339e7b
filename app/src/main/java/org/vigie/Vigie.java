package org.vigie;

/** Where every command of {@code ./vigie} starts. */
public final class Vigie {
    private Vigie() {}

    public static void main(String[] args) {}
}
