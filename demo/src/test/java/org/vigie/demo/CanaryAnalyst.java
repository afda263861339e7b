package org.vigie.demo;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Somebody inside, who reads what came in and writes canaries wherever words are asked for and kept sealed. */
final class CanaryAnalyst {
    private static final int OF_A_KIND = 5;
    private static final String TOO_LONG = "x".repeat(5000);

    private final CanaryVisitor visitor;
    private final Canaries canaries;
    private final Map<String, Integer> read = new TreeMap<>();

    /** @param visitor of a browser of its own */
    CanaryAnalyst(CanaryVisitor visitor, Canaries canaries) {
        this.visitor = visitor;
        this.canaries = canaries;
    }

    /** How many rows were opened, by their list. */
    Map<String, Integer> read() {
        return read;
    }

    void comesIn(String link) throws IOException, InterruptedException {
        visitor.get(link);
    }

    /**
     * Lets a partner's program in.
     *
     * @param publicKey as a JWK
     * @param host from which files may be fetched for it
     * @return its id
     */
    String admits(String publicKey, String host) throws IOException, InterruptedException {
        String clients = "/people/clients";
        write(clients, Map.of("name", "Partner of a test", "quota", "100000"));
        String client = rows(clients).getFirst();
        write(client + "/keys", Map.of("jwk", publicKey));
        write(client + "/hosts", Map.of("host", host));
        return client.substring(clients.length() + 1);
    }

    /** Opens some rows of every list, and decides about them. */
    void works(String address) throws IOException, InterruptedException {
        visitor.read("/");
        for (String list : List.of("/items", "/reports", "/notices", "/crawl", "/audit", "/lists", "/compartments")) {
            for (String row : rows(list)) {
                visitor.read(row);
                read.merge(list, 1, Integer::sum);
            }
        }
        String words = canaries.words(601);
        for (String item : rows("/items")) {
            String id = item.substring(item.lastIndexOf('/') + 1);
            write(item + "/release", Map.of("words", words));
            write(item + "/dismissal", Map.of("reason", "OTHER", "words", words));
            write("/people/retention/holds", Map.of("kind", "ITEM", "name", id, "reason", words));
            write("/compartments/glass", Map.of("content", id, "reason", words));
        }
        for (String notice : rows("/notices")) {
            write(notice + "/decline", Map.of("reason", words));
            write(notice + "/release", Map.of("reason", words));
        }
        write("/compartments", Map.of("name", canaries.words(602), "reason", words));
        write("/crawl/new", Map.of("seeds", address, "scope", "HOST", "depth", "1", "budget", "10"));
        write("/crawl/why", Map.of("address", address));
    }

    /** What is refused, or fails. */
    void errs(String address) throws IOException, InterruptedException {
        String words = canaries.words(603);
        write("/compartments", Map.of("name", words + TOO_LONG, "reason", words));
        write("/crawl/new", Map.of("seeds", words + " " + address, "scope", "HOST", "depth", "1", "budget", "10"));
        write("/crawl/new", Map.of("seeds", address, "scope", words, "depth", words, "budget", words));
        write("/crawl/why", Map.of("address", words));
        write("/people/retention/holds", Map.of("kind", words, "name", words, "reason", words));
        write("/items/" + canaries.token(604) + "/dismissal", Map.of("reason", words, "words", words));
    }

    private List<String> rows(String list) throws IOException, InterruptedException {
        return visitor.read(list).select("a[href^=" + list + "/]").eachAttr("href").stream()
                .filter(row -> row.matches(list + "/([0-9a-f-]{36}|[0-9]+)"))
                .distinct()
                .limit(OF_A_KIND)
                .toList();
    }

    private void write(String path, Map<String, String> fields) throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(fields);
        all.put("_csrf", visitor.read("/").select("meta[name=csrf]").attr("content"));
        visitor.post(path, all, true);
    }
}
