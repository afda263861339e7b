package org.vigie.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A key and its own certificate, made for one test and good in the time of {@link FakeClock} and in ours. */
public final class TestCertificate {
    private static final String ALIAS = "t";
    private static final String PASSWORD = "for-one-test";

    private final KeyStore store;
    private final Path key;
    private final Path chain;

    private TestCertificate(KeyStore store, Path key, Path chain) {
        this.store = store;
        this.key = key;
        this.chain = chain;
    }

    /**
     * Makes one.
     *
     * @param name whose certificate it says it is; a host of example
     */
    public static TestCertificate make(Path folder, String name) throws IOException, InterruptedException {
        var file = folder.resolve(name + ".p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(List.of(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=" + name,
                        "-startdate",
                        "2025/01/01",
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .start();
        made.getInputStream().readAllBytes();
        assertThat(made.waitFor()).isZero();
        try {
            var store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
            var key = store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
            var certificate = store.getCertificate(ALIAS).getEncoded();
            return new TestCertificate(
                    store,
                    Files.writeString(folder.resolve(name + ".key.pem"), pem("PRIVATE KEY", key)),
                    Files.writeString(folder.resolve(name + ".pem"), pem("CERTIFICATE", certificate)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A file with the key, as PEM. */
    Path key() {
        return key;
    }

    /** A file with the certificate, as PEM. */
    public Path chain() {
        return chain;
    }

    /** A side of TLS that believes this one and shows nothing. */
    SSLContext trusted() {
        return context(null);
    }

    /** A side of TLS that believes this one and shows that one. */
    SSLContext trustedBy(TestCertificate other) {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(other.store, PASSWORD.toCharArray());
            return context(keys.getKeyManagers());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private SSLContext context(KeyManager @Nullable [] shown) {
        try {
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(shown, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String kind, byte[] content) {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %s-----\n%s\n-----END %1$s-----\n".formatted(kind, text);
    }
}
