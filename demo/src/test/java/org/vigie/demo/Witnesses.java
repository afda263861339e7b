package org.vigie.demo;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.vigie.demo.world.WitnessReport;

/** People who report through the public page, and again later when it does not answer: it may be dying just now. */
final class Witnesses {
    private final URI base;
    private final List<WitnessReport> waiting;
    private final Set<String> receipts = ConcurrentHashMap.newKeySet();
    private @Nullable Thread reporting;

    Witnesses(URI base, List<WitnessReport> reports) {
        this.base = base;
        waiting = new ArrayList<>(reports);
    }

    /** Lets some begin to report, one after the other, until one finds the door closed. */
    void report(int some) {
        reporting = Thread.startVirtualThread(() -> {
            var door = new PublicDoor(base);
            for (int i = 0; i < some && !waiting.isEmpty(); i++) {
                try {
                    receipts.add(door.report(waiting.getFirst()));
                    waiting.removeFirst();
                } catch (IOException e) {
                    return; // maybe it was taken, but they cannot know
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        });
    }

    /** Waits for those who began. */
    void areDone() throws InterruptedException {
        if (reporting != null) {
            reporting.join();
        }
    }

    boolean haveAllReported() {
        return waiting.isEmpty();
    }

    /** How many of the codes that were handed out nobody knows any more. */
    int unknownReceipts() throws IOException, InterruptedException {
        int unknown = 0;
        try (HttpClient browser = HttpClient.newHttpClient()) {
            for (String code : receipts) {
                HttpRequest asking = HttpRequest.newBuilder(base.resolve("/receipt"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "code=" + URLEncoder.encode(code, StandardCharsets.UTF_8)))
                        .build();
                unknown += browser.send(asking, HttpResponse.BodyHandlers.discarding())
                                        .statusCode()
                                == 200
                        ? 0
                        : 1;
            }
        }
        return unknown;
    }
}
