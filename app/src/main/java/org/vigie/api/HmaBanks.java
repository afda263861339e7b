package org.vigie.api;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.exchange.SourceKind;
import org.vigie.hashlist.HashList;

/** The forms of Hasher-Matcher-Actioner's curator, for reading. Lists are changed by people, on pages. */
@RestController
@ForClients
class HmaBanks {
    private final BankService banks;

    HmaBanks(BankService banks) {
        this.banks = banks;
    }

    @GetMapping("/c/banks")
    List<Map<String, Object>> all(@AuthenticationPrincipal ApiClient client) {
        Signals.demandInside(client);
        return banks.banks().stream()
                .map(HmaBanks::name)
                .distinct()
                .map(HmaBanks::bank)
                .toList();
    }

    @GetMapping("/c/bank/{name}")
    Map<String, Object> one(@AuthenticationPrincipal ApiClient client, @PathVariable String name) {
        Signals.demandInside(client);
        banks.bank(name);
        return bank(name);
    }

    @GetMapping("/c/bank/{name}/content")
    Map<String, Object> contents(
            @AuthenticationPrincipal ApiClient client,
            @PathVariable String name,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before) {
        Signals.demandInside(client);
        return Map.of("contents", banks.contents(client, name, before));
    }

    @GetMapping("/c/bank/{name}/content/{number}")
    Map<String, Object> content(
            @AuthenticationPrincipal ApiClient client, @PathVariable String name, @PathVariable long number) {
        Signals.demandInside(client);
        var signals = banks.signals(client, name, number);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", number);
        answer.put("bank", bank(name));
        answer.put("signals", signals);
        answer.put("disable_until_ts", 0);
        return answer;
    }

    @GetMapping("/c/exchanges")
    List<String> exchanges(@AuthenticationPrincipal ApiClient client) {
        Signals.demandInside(client);
        return banks.fed().stream().map(HmaBanks::name).distinct().toList();
    }

    /** The services of others from which lists can be kept up to date. */
    @GetMapping("/c/exchanges/apis")
    List<String> apis(@AuthenticationPrincipal ApiClient client) {
        Signals.demandInside(client);
        return Arrays.stream(SourceKind.values()).map(HmaBanks::api).toList();
    }

    /** All of them take credentials, and a bank is fed by none without. Misspelt as there. */
    @GetMapping("/c/exchanges/api/{api}")
    Map<String, Object> api(@AuthenticationPrincipal ApiClient client, @PathVariable String api) {
        Signals.demandInside(client);
        demandApi(api);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("supports_authentification", true);
        answer.put(
                "has_set_authentification",
                banks.services().stream().anyMatch(kind -> api(kind).equals(api)));
        return answer;
    }

    /** What would have to be filled in to set one up, which programs cannot: nothing. */
    @GetMapping("/c/exchanges/api/{api}/schema")
    Map<String, Object> schema(@AuthenticationPrincipal ApiClient client, @PathVariable String api) {
        Signals.demandInside(client);
        demandApi(api);
        return Map.of("config_schema", Map.of("fields", List.of()));
    }

    private static void demandApi(String name) {
        if (Arrays.stream(SourceKind.values()).noneMatch(kind -> api(kind).equals(name))) {
            throw ApiProblem.badInput("No such exchange API; /c/exchanges/apis names those that there are.");
        }
    }

    private static String api(SourceKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Where the service lies and who we are there is nothing for clients. */
    @GetMapping("/c/exchange/{name}")
    Map<String, Object> exchange(@AuthenticationPrincipal ApiClient client, @PathVariable String name) {
        Signals.demandInside(client);
        var source = banks.exchange(name);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("name", name);
        answer.put("bank", name);
        answer.put("api", api(source.service()));
        answer.put("enabled", true);
        answer.put("signal_types", banks.types(name));
        return answer;
    }

    @GetMapping("/c/exchange/{name}/status")
    Map<String, Object> status(@AuthenticationPrincipal ApiClient client, @PathVariable String name) {
        Signals.demandInside(client);
        var source = banks.exchange(name);
        var tried = source.triedAt();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("last_fetch_time", tried == null ? null : tried.getEpochSecond());
        answer.put("checkpoint_time", source.checkpoint().getEpochSecond());
        answer.put("success", tried != null && source.problem() == null);
        return answer;
    }

    /** Of which systems the lists have hashes that are not computed here is told inside the circle alone. */
    @GetMapping("/c/signal_type")
    List<Map<String, Object>> signalTypes(@AuthenticationPrincipal ApiClient client) {
        return Stream.concat(
                        HashAlgorithm.ofFiles().stream().map(HashAlgorithm::label),
                        client.isInside() ? banks.systems().stream() : Stream.empty())
                .map(name -> named(name, "enabled_ratio", 1.0))
                .toList();
    }

    @GetMapping("/c/content_type")
    List<Map<String, Object>> contentTypes() {
        return List.of(named("photo", "enabled", true), named("video", "enabled", true));
    }

    /** All that would change a list. */
    @RequestMapping(
            path = {
                "/c/banks",
                "/c/bank/**",
                "/c/exchanges/**",
                "/c/exchange/**",
                "/c/signal_type/**",
                "/c/content_type/**"
            },
            method = {RequestMethod.POST, RequestMethod.PUT, RequestMethod.PATCH, RequestMethod.DELETE})
    Map<String, Object> change() {
        throw ApiProblem.forbidden(
                "Lists are changed by a list keeper of the organisation, on its pages, and never by a program.");
    }

    private static Map<String, Object> named(String name, String key, Object value) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", name);
        one.put(key, value);
        return one;
    }

    private static String name(HashList list) {
        return BankName.of(list.name().text());
    }

    /** Every entry is always looked at: sampling, which the ratio is for, has no place here. */
    private static Map<String, Object> bank(String name) {
        Map<String, Object> bank = new LinkedHashMap<>();
        bank.put("name", name);
        bank.put("matching_enabled_ratio", 1.0);
        return bank;
    }
}
