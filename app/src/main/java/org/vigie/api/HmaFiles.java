package org.vigie.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import org.vigie.hashlist.ListContents;

/**
 * The forms of Hasher-Matcher-Actioner that take a file. Parameters are read from the address alone: asking the server for one of
 * a form would have it write the form to its disk.
 */
@RestController
@ForClients
class HmaFiles {
    private static final String PHOTO = "photo";
    private static final String VIDEO = "video";

    private final LookUpService lookUps;
    private final Pictures pictures;
    private final ListContents contents;

    HmaFiles(LookUpService lookUps, Pictures pictures, ListContents contents) {
        this.lookUps = lookUps;
        this.pictures = pictures;
        this.contents = contents;
    }

    /** The hashes of a file. It says nothing of any list, but is work: it counts as one look-up. */
    @PostMapping("/h/hash")
    Map<String, String> hash(@AuthenticationPrincipal ApiClient client, HttpServletRequest request) throws IOException {
        Signals.refuseAddress(parameter(request, "url"));
        lookUps.takeOne(client);
        var picture = pictures.readForm(client, request);
        if (picture.field().equals(PHOTO)) {
            picture.demandCompared();
        }
        var hashes = picture.hashing().hashes();
        Map<String, String> answer = new LinkedHashMap<>();
        var pdq = hashes.pdq();
        if (pdq != null && hashes.hasUsablePdq()) {
            answer.put("pdq", pdq.hex());
        }
        if (picture.field().equals(VIDEO)) {
            answer.put("video_md5", hashes.md5().hex());
        }
        answer.put("md5", hashes.md5().hex());
        answer.put("sha1", hashes.sha1().hex());
        answer.put("sha256", hashes.sha256().hex());
        var types = List.of(parameter(request, "types").split(",", -1));
        if (!types.equals(List.of(""))) {
            answer.keySet().retainAll(types);
        }
        return answer;
    }

    /** In Hasher-Matcher-Actioner it fetches an address; this server does not. */
    @GetMapping("/h/hash")
    Map<String, String> hashOfAddress(@RequestParam(defaultValue = "") String url) {
        Signals.refuseAddress(url.isEmpty() ? "none" : url);
        return Map.of();
    }

    /** What a file matches: by type and bank, or by bank alone where one type is asked for. It counts as one look-up. */
    @PostMapping("/m/lookup")
    Map<String, ?> lookUp(@AuthenticationPrincipal ApiClient client, HttpServletRequest request) throws IOException {
        Signals.demandInside(client);
        Signals.refuseAddress(parameter(request, "url"));
        String type = parameter(request, "signal_type");
        if (!type.isEmpty()) {
            demandComputed(type);
        }
        lookUps.demandAnswers(client);
        var picture = pictures.readForm(client, request);
        var found =
                lookUps.media(client, picture.hashing().hashes(), "lookup-file").orElseThrow(ApiProblem::held);
        if (found.isEmpty()) {
            picture.demandCompared();
        }
        var inBanks = Signals.inBanks(found.stream().map(Hit::of).toList(), parameter(request, "banks"));
        if (!type.isEmpty()) {
            String wanted = Signals.computed(type).orElseThrow().label();
            return Signals.byBank(
                    inBanks.stream().filter(hit -> hit.type().equals(wanted)).toList());
        }
        Map<String, List<Hit>> types = new LinkedHashMap<>();
        for (var hit : inBanks) {
            types.computeIfAbsent(hit.type(), label -> new ArrayList<>()).add(hit);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        types.forEach((label, hits) -> answer.put(label, Signals.byBank(hits)));
        return answer;
    }

    /** Of other types nothing could be found, and that must not look like "no match". */
    private void demandComputed(String type) {
        if (Signals.computed(type).isEmpty()) {
            Signals.system(type, contents.systems());
            throw ApiProblem.badInput("Hashes of that type are not computed here. Send the hash by GET.");
        }
    }

    private static String parameter(HttpServletRequest request, String name) {
        @Nullable String query = request.getQueryString();
        if (query == null) {
            return "";
        }
        try {
            String value = UriComponentsBuilder.newInstance()
                    .query(query)
                    .build()
                    .getQueryParams()
                    .getFirst(name);
            return value == null ? "" : java.net.URLDecoder.decode(value, java.nio.charset.StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notOne) {
            throw ApiProblem.badInput("The address is not of the form that is documented.");
        }
    }
}
