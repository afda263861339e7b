package org.vigie.api;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
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
    private static final String ALIVE = "I-AM-ALIVE";

    private final LookUpService lookUps;
    private final MatchService matches;
    private final ListContents contents;
    private final IndexState index;
    private final Bodies bodies;
    private final Addresses addresses;
    private final FileAnswers files;

    HmaEndpoints(
            LookUpService lookUps,
            MatchService matches,
            ListContents contents,
            IndexState index,
            Bodies bodies,
            Addresses addresses,
            FileAnswers files) {
        this.lookUps = lookUps;
        this.matches = matches;
        this.contents = contents;
        this.index = index;
        this.bodies = bodies;
        this.addresses = addresses;
        this.files = files;
    }

    @GetMapping(path = "/status", produces = MediaType.TEXT_PLAIN_VALUE)
    String status() {
        index.demandFresh();
        return ALIVE;
    }

    /** Whether the server answers at all, however the index stands: a load balancer that restarts it asks this. */
    @GetMapping(path = "/status/live", produces = MediaType.TEXT_PLAIN_VALUE)
    String live() {
        return ALIVE;
    }

    /**
     * The size counts all entries of the organisation that are in the one index, whatever their kind. Those that are not computed
     * here are looked up in the database, which is always up to date; they are counted up to a limit.
     */
    @GetMapping("/m/index/status")
    Map<String, Object> indexStatus(
            @AuthenticationPrincipal ApiClient client,
            @RequestParam(name = "signal_type", defaultValue = "") String type) {
        Map<String, Object> all = new LinkedHashMap<>();
        states(client, type).forEach((name, state) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("built_to", state.builtTo());
            one.put("present", state.isFresh());
            one.put("size", state.size());
            all.put(name, one);
        });
        return all;
    }

    /** The index takes changes in by itself, moments after they are written: it has what the database has, unless it is stale. */
    @GetMapping("/c/signal_type/index")
    Map<String, Object> indexBuilt(
            @AuthenticationPrincipal ApiClient client,
            @RequestParam(name = "signal_type", defaultValue = "") String type) {
        Map<String, Object> all = new LinkedHashMap<>();
        states(client, type).forEach((name, state) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("db_size", state.size());
            one.put("index_size", state.size());
            one.put("index_out_of_date", !state.isFresh());
            one.put("newest_db_item", state.builtTo());
            one.put("index_built_to", state.builtTo());
            all.put(name, one);
        });
        return all;
    }

    /** Of one type alone. */
    @GetMapping("/c/signal_type/{type}/index")
    Object indexBuiltOf(@AuthenticationPrincipal ApiClient client, @PathVariable String type) {
        return indexBuilt(client, type).values().iterator().next();
    }

    /** How it stands with the hashes of one type. */
    private record State(long builtTo, boolean isFresh, long size) {}

    private Map<String, State> states(ApiClient client, String wanted) {
        Signals.demandInside(client);
        var status = matches.status();
        long builtTo = status.refreshedAt().map(Instant::getEpochSecond).orElse(-1L);
        Map<String, State> all = new LinkedHashMap<>();
        var inIndex = new State(builtTo, status.isFresh(), matches.entries(client.org()));
        for (var algorithm : HashAlgorithm.ofFiles()) {
            all.put(algorithm.label(), inIndex);
        }
        List<String> systems = contents.systems();
        for (String system : systems) {
            all.put(system, new State(builtTo, true, contents.size(system)));
        }
        if (wanted.isEmpty()) {
            return all;
        }
        String label =
                Signals.computed(wanted).map(HashAlgorithm::label).orElseGet(() -> Signals.system(wanted, systems));
        return Map.of(wanted, requireNonNull(all.get(label)));
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

    /** Of a hash, or of a file that lies at an address. */
    @GetMapping("/m/lookup")
    Map<String, ?> lookUp(
            @AuthenticationPrincipal ApiClient client,
            @RequestParam(defaultValue = "") String signal,
            @RequestParam(name = "signal_type", defaultValue = "") String type,
            @RequestParam(defaultValue = "") String banks,
            @RequestParam(defaultValue = "") String url)
            throws IOException {
        Signals.demandInside(client);
        if (!url.isEmpty()) {
            var wanted = new FileAnswers.Wanted(type, banks);
            return files.answer(client, wanted, "lookup-url", () -> addresses.read(client, url, "", "lookup-url"));
        }
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
