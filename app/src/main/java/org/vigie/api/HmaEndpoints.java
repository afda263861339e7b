package org.vigie.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.Pdq;
import org.vigie.hashlist.ListContents;
import org.vigie.match.MatchService;

/** The forms of Hasher-Matcher-Actioner's matcher. */
@RestController
@ForClients
class HmaEndpoints {
    private final LookUpService lookUps;
    private final MatchService matches;
    private final ListContents contents;
    private final IndexState index;
    private final Bodies bodies;

    HmaEndpoints(LookUpService lookUps, MatchService matches, ListContents contents, IndexState index, Bodies bodies) {
        this.lookUps = lookUps;
        this.matches = matches;
        this.contents = contents;
        this.index = index;
        this.bodies = bodies;
    }

    @GetMapping(
            path = {"/status", "/status/live"},
            produces = MediaType.TEXT_PLAIN_VALUE)
    String status() {
        index.demandFresh();
        return "I-AM-ALIVE";
    }

    /**
     * The size counts all entries of the organisation that are in the one index, whatever their kind. Those that are not computed
     * here are looked up in the database, which is always up to date; they are counted up to a limit.
     */
    @GetMapping("/m/index/status")
    Map<String, Object> indexStatus(@AuthenticationPrincipal ApiClient client) {
        Signals.demandInside(client);
        var status = matches.status();
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("built_to", status.refreshedAt().map(at -> at.getEpochSecond()).orElse(-1L));
        one.put("present", status.isFresh());
        one.put("size", matches.entries(client.org()));
        Map<String, Object> all = new LinkedHashMap<>();
        for (var algorithm : HashAlgorithm.ofFiles()) {
            all.put(algorithm.label(), one);
        }
        for (String system : contents.systems()) {
            Map<String, Object> kept = new LinkedHashMap<>(one);
            kept.put("present", true);
            kept.put("size", contents.size(system));
            all.put(system, kept);
        }
        return all;
    }

    @GetMapping("/m/raw_lookup")
    Map<String, Object> rawLookUp(
            @AuthenticationPrincipal ApiClient client,
            @RequestParam(defaultValue = "") String signal,
            @RequestParam(name = "signal_type", defaultValue = "") String type,
            @RequestParam(defaultValue = "") String banks,
            @RequestParam(name = "include_distance", defaultValue = "false") String distance) {
        Signals.demandInside(client);
        boolean withDistance = List.of("true", "1").contains(distance.toLowerCase(Locale.ROOT));
        List<Object> found = new ArrayList<>();
        for (var hit : lookUp(client, new Asked(signal, type), banks, "raw_lookup")) {
            found.add(withDistance ? Signals.content(hit) : (Object) hit.entry());
        }
        return Map.of("matches", found);
    }

    @GetMapping("/m/lookup")
    Map<String, List<Map<String, Object>>> lookUp(
            @AuthenticationPrincipal ApiClient client,
            @RequestParam(defaultValue = "") String signal,
            @RequestParam(name = "signal_type", defaultValue = "") String type,
            @RequestParam(defaultValue = "") String banks,
            @RequestParam(defaultValue = "") String url) {
        Signals.demandInside(client);
        Signals.refuseAddress(url);
        return Signals.byBank(lookUp(client, new Asked(signal, type), banks, "lookup"));
    }

    /** Two PDQ hashes of the client's own; it says nothing of any list. */
    @PostMapping("/m/compare")
    Map<String, Object> compare(HttpServletRequest request) throws IOException {
        var two = bodies.json(request, Comparison.class).pdq();
        if (two == null || two.size() != 2) {
            throw ApiProblem.badInput("Send {\"pdq\": [hash, hash]} with two hashes of 64 hexadecimal digits.");
        }
        int distance = pdq(two.getFirst()).distance(pdq(two.getLast()));
        return Map.of("pdq", List.of(distance <= Pdq.RADIUS, Map.of("distance", distance)));
    }

    record Comparison(@Nullable List<@Nullable String> pdq) {}

    private static Pdq pdq(@Nullable String signal) {
        return Pdq.of(Signals.hash(signal, HashAlgorithm.PDQ));
    }

    private record Asked(String signal, String type) {}

    private List<Hit> lookUp(ApiClient client, Asked asked, String banks, String form) {
        var algorithm = Signals.computed(asked.type());
        if (algorithm.isEmpty()) {
            var system = Signals.system(asked.type(), contents.systems());
            var found = lookUps.opaque(client, Signals.opaque(asked.signal(), system), form);
            return Signals.inBanks(found.stream().map(Hit::of).toList(), banks);
        }
        HashValue hash = Signals.hash(asked.signal(), algorithm.get());
        var found = lookUps.hashes(client, List.of(hash), form).orElseThrow(ApiProblem::held);
        return Signals.inBanks(
                found.firstEntry().getValue().stream().map(Hit::of).toList(), banks);
    }
}
