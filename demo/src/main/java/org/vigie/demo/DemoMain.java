package org.vigie.demo;

/** Where {@code ./vigie demo} starts. */
public final class DemoMain {
    private DemoMain() {}

    public static void main(String[] args) {}
}
