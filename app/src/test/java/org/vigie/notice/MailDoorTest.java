package org.vigie.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMultipart;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.database.Mode;

class MailDoorTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Letter letter = new Letters().write(LetterSamples.notice(Locale.FRENCH));

    @Test
    void aRealServerGetsTheLetterAsItIsUnderItsOwnMessageId() throws Exception {
        var server = new GreenMail(ServerSetup.SMTP.dynamicPort());
        server.start();
        try {
            assertThat(door(LOOPBACK, server.getSmtp().getPort(), Mode.TEST).send(mail(1)))
                    .isEqualTo(new Delivery.Taken());
            assertThat(server.waitForIncomingEmail(5_000, 1)).isTrue();
            var message = server.getReceivedMessages()[0];
            assertThat(message.getMessageID()).isEqualTo("<n1@hotline.example>");
            assertThat(message.getHeader("X-Vigie-Notice", null)).isEqualTo(LetterSamples.NUMBER.toString());
            assertThat(message.getHeader("X-Vigie-Reminder", null)).isEqualTo("1");
            assertThat(message.getHeader("In-Reply-To", null)).isEqualTo("<n0@hotline.example>");
            assertThat(message.getSubject()).isEqualTo(letter.subject());
            assertThat(message.getSentDate().toInstant()).isEqualTo(LetterSamples.WRITTEN);
            var parts = (MimeMultipart) message.getContent();
            assertThat(parts.getCount()).isEqualTo(3);
            assertThat(parts.getBodyPart(0).getContent().toString().replace("\r\n", "\n"))
                    .isEqualTo(letter.text());
            assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("xarf.json");
            assertThat(parts.getBodyPart(2).getContentType()).startsWith("application/json");
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        RCPT, 550 5.1.1 no such desk,   Refused[code=SMTP_550]
        RCPT, 451 4.7.1 not now,        Later[code=SMTP_451]
        MAIL, 421 4.3.2 closing,        NotTried[code=SMTP_421]
        MAIL, 530 5.7.0 sign in first,  NotTried[code=SMTP_530]
        MAIL, 553 5.1.8 not you,        Refused[code=SMTP_553]
        DATA, 452 4.3.1 full,           Later[code=SMTP_452]
        .,    554 5.6.0 not this,       Refused[code=SMTP_554]
        .,    451 4.3.0 try again,      Later[code=SMTP_451]
        .,    '',                       Unknown[code=CONNECTION_LOST]
        """)
    void whatAServerSaysDecides(String at, String reply, String delivery) throws Exception {
        try (var server = new ScriptedSmtp(LOOPBACK, Map.of(at, reply))) {
            assertThat(door(LOOPBACK, server.port(), Mode.TEST).send(mail(0))).hasToString(delivery);
        }
    }

    @Test
    void withoutAServerItIsTriedLater() throws Exception {
        int free;
        try (var socket = new java.net.ServerSocket(0, 1, LOOPBACK)) {
            free = socket.getLocalPort();
        }
        assertThat(door(LOOPBACK, free, Mode.TEST).send(mail(0))).isEqualTo(new Delivery.NotTried("NO_CONNECTION"));
    }

    @Test
    void testModeTalksToThisMachineOnly() throws Exception {
        var elsewhere = new MailDoor(settings("192.0.2.25", 25), Mode.TEST);
        assertThat(elsewhere.problem()).contains("TEST_MODE_ALLOWS_LOOPBACK_ONLY");
        assertThat(elsewhere.send(mail(0))).isEqualTo(new Delivery.NotTried("TEST_MODE_ALLOWS_LOOPBACK_ONLY"));
        assertThat(new MailDoor(settings("192.0.2.25", 25), Mode.LIVE).problem())
                .isEmpty();
        assertThat(new MailDoor(settings("", 25), Mode.LIVE).problem()).contains("NOT_CONFIGURED");
    }

    @Test
    void aServerElsewhereIsToldNothingWithoutTls() throws Exception {
        Optional<InetAddress> own = ownAddress();
        assumeTrue(own.isPresent(), "this machine has no address but loopback");
        try (var server = new ScriptedSmtp(own.orElseThrow(), Map.of())) {
            assertThat(door(own.get(), server.port(), Mode.LIVE).send(mail(0)))
                    .isEqualTo(new Delivery.NotTried("NO_CONNECTION"));
            assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));
            assertThat(server.mails()).isEmpty();
        }
    }

    @Test
    void tlsIsOptionalTowardsThisMachineOnly() {
        var settings = settings("relay.example", 587);
        assertThat(MailDoor.properties(settings, false))
                .containsEntry("mail.smtp.starttls.required", "true")
                .containsEntry("mail.smtp.ssl.checkserveridentity", "true")
                .doesNotContainKey("mail.smtp.ssl.trust");
        assertThat(MailDoor.properties(settings, true)).containsEntry("mail.smtp.starttls.required", "false");
    }

    private MailDoor door(InetAddress host, int port, Mode mode) {
        return new MailDoor(settings(host.getHostAddress(), port), mode);
    }

    private static MailSettings settings(String host, int port) {
        return new MailSettings(
                host,
                port,
                MailSettings.Security.STARTTLS,
                "",
                null,
                "notices@hotline.example",
                Duration.ofSeconds(2),
                Duration.ofSeconds(5));
    }

    private Mail mail(int reminder) {
        return new Mail(
                "<n" + reminder + "@hotline.example>",
                reminder == 0 ? null : "<n0@hotline.example>",
                LetterSamples.NUMBER.toString(),
                reminder,
                "abuse@nuage.example",
                "answers@hotline.example",
                "fr",
                letter);
    }

    private static Optional<InetAddress> ownAddress() throws java.net.SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findFirst();
    }
}
