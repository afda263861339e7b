package org.vigie.demo.world;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What an address of the world answers. */
final class Answer {
    /** How the body goes out. */
    enum Pace {
        AT_ONCE,
        /** A byte at a time, see {@link WorldTimings#dripGap()}. */
        DRIPPING
    }

    private final int status;
    private final String type;
    private final byte[] body;
    private final @Nullable String location;
    private final Pace pace;

    private Answer(int status, String type, byte[] body, @Nullable String location, Pace pace) {
        this.status = status;
        this.type = type;
        this.body = body;
        this.location = location;
        this.pace = pace;
    }

    static Answer page(int status, String html) {
        return new Answer(
                status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8), null, Pace.AT_ONCE);
    }

    static Answer text(String text) {
        return new Answer(200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), null, Pace.AT_ONCE);
    }

    static Answer bytes(String type, byte[] body) {
        return new Answer(200, type, body, null, Pace.AT_ONCE);
    }

    static Answer dripping(String type, byte[] body) {
        return new Answer(200, type, body, null, Pace.DRIPPING);
    }

    static Answer redirect(String location) {
        return new Answer(302, "text/plain", new byte[0], location, Pace.AT_ONCE);
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    byte[] body() {
        return body;
    }

    /** Where a redirect leads. */
    @Nullable
    String location() {
        return location;
    }

    Pace pace() {
        return pace;
    }
}
