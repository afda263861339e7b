package org.vigie.demo.world;

/** Whole addresses of the world: one port, many hosts. */
record Addresses(int port) {
    String of(String host, String path) {
        return "http://" + host + ":" + port + path;
    }
}
