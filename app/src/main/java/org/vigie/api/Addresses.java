package org.vigie.api;

import java.io.IOException;
import org.springframework.stereotype.Component;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.crawl.FileFetchService;
import org.vigie.crawl.FileFetchService.Fetched;
import org.vigie.crawl.FileFetchService.NotFetched;

/**
 * Takes files that clients name by their address, from hosts that an administrator named for the client and from nowhere else.
 * Of an address nothing is kept and nothing said, and of another host not even whether there is one.
 */
@Component
class Addresses {
    private final ClientHostService hosts;
    private final FileFetchService files;
    private final LookUpService lookUps;
    private final Pictures pictures;

    Addresses(ClientHostService hosts, FileFetchService files, LookUpService lookUps, Pictures pictures) {
        this.hosts = hosts;
        this.files = files;
        this.lookUps = lookUps;
        this.pictures = pictures;
    }

    /**
     * Fetches what lies there and has it hashed. The fetch counts as one look-up, whatever comes of it, and is in the audit log
     * before it is made.
     *
     * @param field as which it would come in a form, such as {@code photo}
     * @throws ApiProblem where it is no address, its host or that of a redirect is not one of the client's, no file could be
     *     had there, or too many wait
     */
    Pictures.Picture read(ApiClient client, String address, String field, String form) throws IOException {
        var named = CanonicalAddress.find(address)
                .orElseThrow(() -> ApiProblem.badInput("That is no address of the form http://… or https://…."));
        var allowed = hosts.named(client);
        var host = allowed.get(named.host());
        if (host == null) {
            throw ApiProblem.hostNotAuthorised();
        }
        return pictures.held(client, () -> {
            lookUps.fetching(client, host, form);
            return switch (files.fetch(named, at -> allowed.containsKey(at.host()))) {
                case Fetched file -> {
                    try (file) {
                        yield pictures.hashed(client, file.bytes(), field);
                    }
                }
                case NotFetched(var why) -> throw problem(why);
            };
        });
    }

    private static ApiProblem problem(FileFetchService.Why why) {
        return switch (why) {
            case NOT_ALLOWED -> ApiProblem.hostNotAuthorised();
            case NO_ANSWER -> ApiProblem.notFetched("the host gave no answer");
            case NO_FILE -> ApiProblem.notFetched("the host gave no file");
            case TOO_LARGE ->
                ApiProblem.notFetched("it may have at most %d bytes".formatted(ApiLimits.PICTURE_BYTES_MAX));
            case NOT_IN_TIME -> ApiProblem.notFetched("it did not arrive whole and in time");
            case TOO_MANY_REDIRECTS -> ApiProblem.notFetched("too many redirects");
            case BUSY -> ApiProblem.notReady("Too many files are being fetched.");
        };
    }
}
