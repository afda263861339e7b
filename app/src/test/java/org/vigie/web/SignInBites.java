package org.vigie.web;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.vigie.staff.StaffService;
import org.vigie.testing.Fixtures;

/** Where the rows of signing in bite. */
final class SignInBites {
    static final String TRIES = "Too many tries. Wait 15 minutes and try again";

    private static final String TRIES_OF_LINK = "Too many tries. Wait 60 minutes and try again";
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final int port;
    private final StaffService staff;
    private final Fixtures fixtures;

    SignInBites(int port, StaffService staff, Fixtures fixtures) {
        this.port = port;
        this.staff = staff;
        this.fixtures = fixtures;
    }

    /** For one name each key, each time from elsewhere. */
    List<Bite> ofAccount() {
        var names = new HashMap<Bite.Key, String>();
        return List.of(tries(
                "POST /sign-in", key -> password(new Visitor(port), names.computeIfAbsent(key, first -> fresh()))));
    }

    /** For one name each key, all from one network. */
    List<Bite> ofAccountHere() {
        return List.of(
                tries("POST /sign-in", here(this::password)), tries("POST /sign-in/recovery", here(this::recovery)));
    }

    private interface OfAccount {
        RawHttp.Answer by(Visitor visitor, String account);
    }

    private Bite.Call here(OfAccount call) {
        var visitor = new Visitor(port);
        var names = new HashMap<Bite.Key, String>();
        return key -> call.by(visitor, names.computeIfAbsent(key, first -> fresh()));
    }

    /** From one network each key, each time for another name. */
    List<Bite> ofNetwork() {
        return List.of(
                tries("POST /sign-in", Bite.ofNetwork(port, visitor -> password(visitor, fresh()))),
                tries("POST /sign-in/recovery", Bite.ofNetwork(port, visitor -> recovery(visitor, fresh()))),
                tries(
                        "POST /sign-in/passkey",
                        Bite.ofNetwork(
                                port,
                                visitor ->
                                        visitor.post("/sign-in", "/sign-in/passkey", Map.of("credential", "none")))));
    }

    /** With one invitation each key, each time from elsewhere. */
    List<Bite> names() {
        return List.of(
                new Bite("POST /enrolment/{token}", CONFLICT, TRIES_OF_LINK, ofLink("")),
                new Bite(
                        "POST /enrolment/{token}/passkey/options",
                        CONFLICT,
                        TRIES_OF_LINK,
                        ofLink("/passkey/options")));
    }

    private Bite.Call ofLink(String below) {
        var links = new HashMap<Bite.Key, String>();
        return key -> {
            var link = links.computeIfAbsent(
                    key,
                    first -> staff.administratorLink(fixtures.organisation(fresh()), URI.create("http://localhost"))
                            .getPath());
            return new Visitor(port).post(link, link + below, Map.of("name", "Somebody", "sign-in-name", fresh()));
        };
    }

    private RawHttp.Answer password(Visitor visitor, String name) {
        return visitor.post("/sign-in", "/sign-in", Map.of("sign-in-name", name, "password", "wrong-" + name));
    }

    private RawHttp.Answer recovery(Visitor visitor, String name) {
        return visitor.post(
                "/sign-in/recovery",
                "/sign-in/recovery",
                Map.of("sign-in-name", name, "password", "", "recovery-code", "wrong"));
    }

    private static Bite tries(String route, Bite.Call call) {
        return new Bite(route, TOO_MANY, TRIES, call);
    }

    /** A name that no other call has. */
    private static String fresh() {
        return "s%dx%d".formatted(NUMBER.incrementAndGet(), System.nanoTime());
    }
}
