package org.vigie.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The certificate that a client showed when it opened its connection: to this server, or to a proxy that is named in the
 * settings and tells it in a header. From anybody else the header is nothing. Who issued it does not matter: a token is bound
 * to this one certificate (RFC 8705).
 */
@Component
class Certificates {
    static final String HEADER = "X-Client-Certificate";

    private static final String OF_THE_CONNECTION = "jakarta.servlet.request.X509Certificate";

    private final ApiSettings settings;
    private final Clock clock;

    Certificates(ApiSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** SHA-256 of it; empty where there is none, or it is over. */
    Optional<byte[]> thumbprint(HttpServletRequest request) {
        return shown(request).filter(this::isGood).map(Certificates::sha256);
    }

    private Optional<X509Certificate> shown(HttpServletRequest request) {
        if (request.getAttribute(OF_THE_CONNECTION) instanceof X509Certificate[] chain && chain.length > 0) {
            return Optional.of(chain[0]);
        }
        var headers = java.util.Collections.list(request.getHeaders(HEADER));
        if (headers.size() != 1 || !settings.certificateProxies().contains(PeerValve.peer(request))) {
            return Optional.empty();
        }
        return read(headers.getFirst());
    }

    private boolean isGood(X509Certificate certificate) {
        var now = clock.instant();
        return !certificate.getNotBefore().toInstant().isAfter(now)
                && certificate.getNotAfter().toInstant().isAfter(now);
    }

    /** As nginx writes it: PEM, percent-encoded. */
    private static Optional<X509Certificate> read(String header) {
        if (header.length() > ApiLimits.CERTIFICATE_CHARACTERS_MAX) {
            return Optional.empty();
        }
        try {
            // a plus sign is part of base64 and no space here
            String pem = URLDecoder.decode(header.replace("+", "%2B"), StandardCharsets.UTF_8);
            var read = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            return Optional.of((X509Certificate) read);
        } catch (GeneralSecurityException | IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    private static byte[] sha256(X509Certificate certificate) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
