package org.vigie.api;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Under which address a client reached us: what it signs must name that and no other. */
@Component
class OwnAddress {
    static final String TOKEN_PATH = "/oauth/token";

    private final ApiSettings settings;

    OwnAddress(ApiSettings settings) {
        this.settings = settings;
    }

    /** Of this request, without what follows a question mark. */
    String of(HttpServletRequest request) {
        return base(request) + request.getRequestURI();
    }

    /** Of the place where tokens are given. */
    String ofTokens(HttpServletRequest request) {
        return base(request) + TOKEN_PATH;
    }

    /** Whether a client named this request, in whatever case it writes the host, with or without the usual port. */
    boolean names(String claimed, HttpServletRequest request) {
        try {
            var theirs = new URI(claimed);
            var ours = new URI(of(request));
            return theirs.getHost() != null
                    && theirs.getHost().equalsIgnoreCase(ours.getHost())
                    && ours.getScheme().equalsIgnoreCase(theirs.getScheme())
                    && port(theirs) == port(ours)
                    && theirs.getRawUserInfo() == null
                    && ours.getRawPath().equals(theirs.getRawPath());
        } catch (java.net.URISyntaxException notOne) {
            return false;
        }
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equals(uri.getScheme().toLowerCase(Locale.ROOT)) ? 443 : 80;
    }

    private String base(HttpServletRequest request) {
        if (!settings.baseUrl().isEmpty()) {
            return settings.baseUrl();
        }
        String scheme = request.getScheme();
        int port = request.getServerPort();
        boolean isUsual = port == ("https".equals(scheme) ? 443 : 80);
        return scheme + "://" + request.getServerName() + (isUsual ? "" : ":" + port);
    }
}
