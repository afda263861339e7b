package org.vigie.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
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
    private final Addresses addresses;
    private final FileAnswers answers;

    HmaFiles(LookUpService lookUps, Pictures pictures, Addresses addresses, FileAnswers answers) {
        this.lookUps = lookUps;
        this.pictures = pictures;
        this.addresses = addresses;
        this.answers = answers;
    }

    /** The hashes of a file, sent or at an address. It says nothing of any list, but is work: it counts as one look-up. */
    @PostMapping("/h/hash")
    Map<String, String> hash(@AuthenticationPrincipal ApiClient client, HttpServletRequest request) throws IOException {
        String url = parameter(request, "url");
        lookUps.takeOne(client);
        var file = url.isEmpty()
                ? pictures.readForm(client, request)
                : addresses.read(client, url, field(parameter(request, "content_type")), "hash-url");
        return hashes(file, parameter(request, "types"));
    }

    /** The hashes of a file that lies at an address. */
    @GetMapping("/h/hash")
    Map<String, String> hashOfAddress(
            @AuthenticationPrincipal ApiClient client,
            @RequestParam(defaultValue = "") String url,
            @RequestParam(name = "content_type", defaultValue = "") String type,
            @RequestParam(defaultValue = "") String types)
            throws IOException {
        if (url.isEmpty()) {
            throw ApiProblem.badInput("Name the address of the file (url=), or send the file by POST.");
        }
        lookUps.takeOne(client);
        return hashes(addresses.read(client, url, field(type), "hash-url"), types);
    }

    /** What a file matches. It counts as one look-up; more are told in {@link LookUpService#media}. */
    @PostMapping("/m/lookup")
    Map<String, ?> lookUp(@AuthenticationPrincipal ApiClient client, HttpServletRequest request) throws IOException {
        Signals.demandInside(client);
        String url = parameter(request, "url");
        var wanted = new FileAnswers.Wanted(parameter(request, "signal_type"), parameter(request, "banks"));
        return url.isEmpty()
                ? answers.answer(client, wanted, "lookup-file", () -> pictures.readForm(client, request))
                : answers.answer(client, wanted, "lookup-url", () -> addresses.read(client, url, "", "lookup-url"));
    }

    /** What is not said to be a video is taken for a picture, unless it begins like one. */
    private static String field(String contentType) {
        return contentType.equals(VIDEO) ? VIDEO : PHOTO;
    }

    private static Map<String, String> hashes(Pictures.Picture file, String types) {
        if (file.field().equals(PHOTO)) {
            file.demandCompared();
        }
        var hashes = file.hashes();
        Map<String, String> answer = new LinkedHashMap<>();
        var pdq = hashes.pdq();
        if (pdq != null && hashes.hasUsablePdq()) {
            answer.put("pdq", pdq.hex());
        }
        if (file.isVideo() || file.field().equals(VIDEO)) {
            answer.put("video_md5", hashes.md5().hex());
        }
        // of a part of a video they would look like those of another video
        if (file.isVideo() && file.isCompared()) {
            answer.put("vpdq", Vpdq.signal(file.frames()));
        }
        answer.put("md5", hashes.md5().hex());
        answer.put("sha1", hashes.sha1().hex());
        answer.put("sha256", hashes.sha256().hex());
        if (!types.isEmpty()) {
            answer.keySet().retainAll(List.of(types.split(",", -1)));
        }
        return answer;
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
