package org.vigie.notice;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.springframework.stereotype.Component;
import org.vigie.database.Mode;

/**
 * Hands mails to the mail server. Only a server on this machine is talked to without TLS, and in test mode no other server
 * is talked to at all.
 */
@Component
public class MailDoor {
    /**
     * Replies that say nothing of the mail: the server is closing (421, RFC 5321 section 3.8), or wants another sign-in (530,
     * 534, 535, 538, RFC 4954 section 6).
     */
    private static final Set<Integer> ABOUT_THE_SESSION = Set.of(421, 530, 534, 535, 538);

    private final MailSettings settings;
    private final Mode mode;

    MailDoor(MailSettings settings, Mode mode) {
        this.settings = settings;
        this.mode = mode;
    }

    /**
     * Why no mail can leave as things stand, as a code for an operator; nothing when it can be tried. Asks DNS, talks to no
     * server.
     */
    public Optional<String> problem() {
        if (settings.host().isBlank()) {
            return Optional.of("NOT_CONFIGURED");
        }
        try {
            boolean loopback = loopback();
            return mode == Mode.TEST && !loopback ? Optional.of("TEST_MODE_ALLOWS_LOOPBACK_ONLY") : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("MAIL_SERVER_UNKNOWN");
        }
    }

    /** Connects and signs in, and sends nothing: for a check by an operator. Answers a code when it fails. */
    public Optional<String> tryConnection() {
        Optional<String> problem = problem();
        if (problem.isPresent()) {
            return problem;
        }
        try (Transport transport = session(loopback()).getTransport(protocol())) {
            connect(transport);
            return Optional.empty();
        } catch (MessagingException | IOException e) {
            return Optional.of(e instanceof AuthenticationFailedException ? "SIGN_IN_FAILED" : "NO_CONNECTION");
        }
    }

    /** One try. Blocks for as long as the server and the time-outs let it. */
    Delivery send(Mail mail) {
        Optional<String> problem = problem();
        if (problem.isPresent()) {
            return new Delivery.NotTried(problem.get());
        }
        var step = new Step[] {Step.CONNECTING};
        try {
            Session session = session(loopback());
            MimeMessage message = message(session, mail);
            try (Transport transport = session.getTransport(protocol())) {
                connect(transport);
                step[0] = Step.HANDING_OVER;
                transport.sendMessage(message, message.getAllRecipients());
                step[0] = Step.TAKEN;
            }
            return new Delivery.Taken();
        } catch (IOException e) {
            return new Delivery.NotTried("PASSWORD_FILE");
        } catch (MessagingException e) {
            return switch (step[0]) {
                case CONNECTING -> new Delivery.NotTried(connectionCode(e));
                case HANDING_OVER -> afterHandover(e);
                case TAKEN -> new Delivery.Taken();
            };
        }
    }

    /** How far a try came: what a failure means depends on it. */
    private enum Step {
        CONNECTING,
        HANDING_OVER,
        TAKEN
    }

    /** How a session to that server is set up. TLS is optional only towards this machine. */
    static Properties properties(MailSettings settings, boolean loopback) {
        var properties = new Properties();
        String prefix = "mail." + protocol(settings) + ".";
        properties.setProperty(prefix + "host", settings.host());
        properties.setProperty(prefix + "port", String.valueOf(settings.port()));
        properties.setProperty(
                prefix + "connectiontimeout",
                String.valueOf(settings.connectTimeout().toMillis()));
        properties.setProperty(
                prefix + "timeout", String.valueOf(settings.readTimeout().toMillis()));
        properties.setProperty(
                prefix + "writetimeout", String.valueOf(settings.readTimeout().toMillis()));
        properties.setProperty(prefix + "localhost", settings.domain());
        properties.setProperty(prefix + "from", settings.from());
        properties.setProperty(prefix + "starttls.enable", "true");
        properties.setProperty(prefix + "starttls.required", String.valueOf(!loopback));
        properties.setProperty(prefix + "ssl.checkserveridentity", String.valueOf(!loopback));
        properties.setProperty(prefix + "ssl.protocols", "TLSv1.3 TLSv1.2");
        properties.setProperty(prefix + "auth", String.valueOf(!settings.user().isEmpty()));
        if (loopback) {
            properties.setProperty(prefix + "ssl.trust", "*");
        }
        return properties;
    }

    static MimeMessage message(Session session, Mail mail) throws MessagingException {
        var message = new FixedId(session, mail.messageId());
        message.setHeader("X-Vigie-Notice", mail.number());
        if (mail.reminder() > 0) {
            message.setHeader("X-Vigie-Reminder", String.valueOf(mail.reminder()));
        }
        if (mail.inReplyTo() != null) {
            message.setHeader("In-Reply-To", mail.inReplyTo());
            message.setHeader("References", mail.inReplyTo());
        }
        message.setHeader("Content-Language", mail.language());
        message.setFrom(new InternetAddress(session.getProperty("vigie.from"), true));
        message.setReplyTo(new Address[] {new InternetAddress(mail.answersTo(), true)});
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to(), true));
        message.setSentDate(Date.from(mail.letter().written()));
        message.setSubject(mail.letter().subject(), StandardCharsets.UTF_8.name());
        message.setContent(content(mail.letter()));
        message.saveChanges();
        return message;
    }

    private static MimeMultipart content(Letter letter) throws MessagingException {
        var text = new MimeBodyPart();
        text.setText(letter.text(), StandardCharsets.UTF_8.name());
        var parts = new MimeMultipart(text);
        for (Letter.Attachment report : letter.attachments()) {
            var part = new MimeBodyPart();
            part.setDataHandler(new jakarta.activation.DataHandler(new jakarta.mail.util.ByteArrayDataSource(
                    report.json().getBytes(StandardCharsets.UTF_8), "application/json")));
            part.setFileName(report.name());
            part.setDisposition(MimeBodyPart.ATTACHMENT);
            parts.addBodyPart(part);
        }
        return parts;
    }

    private Session session(boolean loopback) {
        Properties properties = properties(settings, loopback);
        properties.setProperty("vigie.from", settings.from());
        return Session.getInstance(properties);
    }

    private void connect(Transport transport) throws MessagingException, IOException {
        if (settings.user().isEmpty()) {
            transport.connect();
        } else {
            Path file = settings.passwordFile();
            if (file == null) {
                throw new IOException("vigie.mail.password-file is not set");
            }
            transport.connect(
                    settings.user(), Files.readString(file).lines().findFirst().orElse(""));
        }
    }

    private boolean loopback() throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(settings.host())).allMatch(InetAddress::isLoopbackAddress);
    }

    private String protocol() {
        return protocol(settings);
    }

    private static String protocol(MailSettings settings) {
        return settings.security() == MailSettings.Security.TLS ? "smtps" : "smtp";
    }

    /** After the connection stood: an answer of the server decides; without one nobody knows. */
    private static Delivery afterHandover(MessagingException failure) {
        int code = replyCode(failure);
        if (ABOUT_THE_SESSION.contains(code)) {
            return new Delivery.NotTried("SMTP_" + code);
        }
        if (code >= 500) {
            return new Delivery.Refused("SMTP_" + code);
        }
        if (code >= 400) {
            return new Delivery.Later("SMTP_" + code);
        }
        return new Delivery.Unknown("CONNECTION_LOST");
    }

    /** The server's reply code, wherever the mail library put it; below 400 when there was none. */
    private static int replyCode(MessagingException failure) {
        int code = -1;
        for (Exception next = failure;
                next != null;
                next = next instanceof MessagingException m ? m.getNextException() : null) {
            code = switch (next) {
                case SMTPAddressFailedException refusal -> refusal.getReturnCode();
                case SMTPSenderFailedException refusal -> Math.max(code, refusal.getReturnCode());
                case SMTPSendFailedException refusal -> Math.max(code, refusal.getReturnCode());
                default -> code;
            };
        }
        return code;
    }

    private static String connectionCode(MessagingException failure) {
        return failure instanceof AuthenticationFailedException ? "SIGN_IN_FAILED" : "NO_CONNECTION";
    }

    /** Keeps the Message-ID that the notice was given. */
    private static final class FixedId extends MimeMessage {
        private final String id;

        FixedId(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
