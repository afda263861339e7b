package org.vigie.crawl.fetch;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.jspecify.annotations.Nullable;

/**
 * TLS that fetches also from servers with a bad certificate, and says so. Material lies on badly kept servers too, and nothing
 * that is told to them is a secret; what they serve is recognised by its bytes. Never used towards services that Vigie trusts.
 */
final class LenientTls extends DefaultClientTlsStrategy {
    private static final String PROBLEM = "org.vigie.tls.problem";

    private final X509TrustManager usual;
    private final DefaultHostnameVerifier names = new DefaultHostnameVerifier();

    private LenientTls(SSLContext context, X509TrustManager usual) {
        // Left to itself, the client would have the handshake fail for a certificate of another name.
        super(context, HostnameVerificationPolicy.CLIENT, NoopHostnameVerifier.INSTANCE);
        this.usual = usual;
    }

    /** Judges by the authorities that this JDK knows. */
    static LenientTls create() {
        return create(null);
    }

    /** Judges by these authorities; null stands for those that this JDK knows. */
    static LenientTls create(@Nullable KeyStore authorities) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authorities);
            X509TrustManager usual = Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustAnybody()}, null);
            return new LenientTls(context, usual);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    @Override
    protected void verifySession(String host, SSLSession session) throws SSLException {
        session.putValue(PROBLEM, problem(host, session));
    }

    /** What is wrong with the server's certificate, in a word: {@code chain}, {@code name}; null where nothing is. */
    static @Nullable String problem(@Nullable SSLSession session) {
        Object problem = session == null ? null : session.getValue(PROBLEM);
        return problem instanceof String text && !text.isEmpty() ? text : null;
    }

    /** SHA-256 of the server's own certificate in lower-case hexadecimal; null without TLS. */
    static @Nullable String leaf(@Nullable SSLSession session) {
        try {
            if (session == null || session.getPeerCertificates().length == 0) {
                return null;
            }
            byte[] leaf = session.getPeerCertificates()[0].getEncoded();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(leaf));
        } catch (SSLException | GeneralSecurityException e) {
            return null;
        }
    }

    private String problem(String host, SSLSession session) throws SSLException {
        Certificate[] chain = session.getPeerCertificates();
        X509Certificate[] certificates = Arrays.copyOf(chain, chain.length, X509Certificate[].class);
        try {
            usual.checkServerTrusted(certificates, "UNKNOWN");
        } catch (CertificateException | RuntimeException e) {
            return "chain";
        }
        return names.verify(host, session) ? "" : "name";
    }

    /** Extended, because the JDK adds checks of its own, and refusals, to one that is not. */
    @SuppressWarnings("EmptyMethod") // See the class: judged after the handshake, by problem().
    private static final class TrustAnybody extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("no client is known here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
