package org.vigie.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.util.encoders.Base32;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;

/** The forms of Project Arachnid's Shield, for clients inside the trust circle and outside it. */
@RestController
@ForClients
class ShieldEndpoints {
    private final LookUpService lookUps;
    private final Pictures pictures;
    private final Addresses addresses;
    private final Bodies bodies;

    ShieldEndpoints(LookUpService lookUps, Pictures pictures, Addresses addresses, Bodies bodies) {
        this.lookUps = lookUps;
        this.pictures = pictures;
        this.addresses = addresses;
        this.bodies = bodies;
    }

    @PostMapping({"/v1/pdq", "/v1/pdq/"})
    Map<String, Object> pdq(@AuthenticationPrincipal ApiClient client, HttpServletRequest request) throws IOException {
        Map<HashValue, String> asked = new LinkedHashMap<>();
        var given = bodies.json(request, Question.class).hashes();
        if (given == null || given.isEmpty() || given.size() > ApiLimits.HASHES_OF_A_QUESTION_MAX) {
            throw ApiProblem.badInput(
                    "Send {\"hashes\": [...]} with 1 to %d hashes.".formatted(ApiLimits.HASHES_OF_A_QUESTION_MAX));
        }
        given.forEach(text -> asked.put(hash(text), text));
        Map<String, Object> scanned = new LinkedHashMap<>();
        var all = lookUps.hashes(client, List.copyOf(asked.keySet()), "shield-pdq")
                .orElseThrow(ApiProblem::held);
        all.forEach((hash, found) -> {
            var verdict = Verdict.of(found);
            Map<String, Object> answer = new LinkedHashMap<>();
            verdict.say(answer, client);
            var near = client.isInside() ? verdict.nearDetails() : List.of();
            answer.put("near_match_details", near.isEmpty() ? null : near.getFirst());
            scanned.put(asked.getOrDefault(hash, ""), answer);
        });
        return Map.of("scanned_hashes", scanned);
    }

    record Question(@Nullable List<@Nullable String> hashes) {}

    @PostMapping({"/v1/media", "/v1/media/"})
    Map<String, Object> media(@AuthenticationPrincipal ApiClient client, HttpServletRequest request)
            throws IOException {
        lookUps.demandAnswers(client);
        return answer(client, pictures.read(client, request), "shield-media");
    }

    /** The same of a file that lies at an address. */
    @PostMapping({"/v1/url", "/v1/url/"})
    Map<String, Object> url(@AuthenticationPrincipal ApiClient client, HttpServletRequest request) throws IOException {
        var address = bodies.json(request, Place.class).url();
        if (address == null || address.isBlank()) {
            throw ApiProblem.badInput("Send {\"url\": \"…\"} with the address of a file.");
        }
        lookUps.demandAnswers(client);
        return answer(client, addresses.read(client, address, "", "shield-url"), "shield-url");
    }

    /** Where a file lies. */
    record Place(@Nullable String url) {
        @Override
        public String toString() {
            return "Place[sealed]";
        }
    }

    private Map<String, Object> answer(ApiClient client, Pictures.Picture picture, String form) {
        var hashes = picture.hashes();
        var verdict =
                Verdict.of(lookUps.media(client, hashes, picture.frames(), form).orElseThrow(ApiProblem::held));
        if (verdict.isMiss()) {
            picture.demandCompared();
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("sha1_base32", Base32.toBase32String(hashes.sha1().bytes()));
        answer.put("sha256_hex", hashes.sha256().hex());
        answer.put("size_bytes", picture.bytes());
        verdict.say(answer, client);
        answer.put("near_match_details", client.isInside() ? verdict.nearDetails() : List.of());
        return answer;
    }

    private static HashValue hash(@Nullable String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64 == null ? "" : base64);
            return HashValue.of(HashAlgorithm.PDQ, bytes);
        } catch (IllegalArgumentException notOne) {
            throw ApiProblem.badInput("A PDQ hash is 32 bytes in base64.");
        }
    }
}
