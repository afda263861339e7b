package org.vigie.demo.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One world for all tests of the class; each uses a host of its own. */
class OperatorsTest {
    private static World world;
    private static Walker walker;

    @BeforeAll
    static void start() {
        world = World.start(WorldSettings.ofSeed(5).withPlants(7).withTimings(WorldTimings.tests()), Clock.systemUTC());
        walker = new Walker(world.port());
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void aHostThatActsTakesDownWhatTheXarfReportNames() throws MessagingException {
        Plant plant = plantOf(Behaviour.ACTS);
        assertThat(walker.status(plant.address())).isEqualTo(200);

        send(noticeWithXarf("n-1", "<1@vigie.example>", plant));

        Walker.await(() -> !world.isUp(plant));
        assertThat(walker.status(plant.address())).isIn(404, 410);
        assertThat(world.firstRemoved(plant)).isPresent();
        assertThat(world.mailbox().firstNoticeAbout(plant.address())).isPresent();
    }

    @Test
    void aSoft404SaysRemovedWithStatus200() throws MessagingException {
        Plant plant = plantOf(Behaviour.SOFT_404);

        send(noticeInWords("n-2", "<2@vigie.example>", plant));

        Walker.await(() -> !world.isUp(plant));
        assertThat(walker.status(plant.address())).isEqualTo(200);
        assertThat(walker.text(plant.address())).contains("<!DOCTYPE html>");
    }

    @Test
    void theReuploaderPutsThePictureBackOnceNobodySeemsToLook() throws MessagingException {
        Plant plant = plantOf(Behaviour.PUTS_BACK);
        send(noticeWithXarf("n-3", "<3@vigie.example>", plant));
        Walker.await(() -> !world.isUp(plant));

        for (int miss = 0; miss < WorldTimings.tests().putBackMisses(); miss++) {
            assertThat(walker.status(plant.address())).isEqualTo(410);
        }

        Walker.await(() -> world.isUp(plant));
        assertThat(walker.status(plant.address())).isEqualTo(200);
        assertThat(world.firstPutBack(plant)).isPresent();
        assertThat(world.tally().reappeared()).isEqualTo(1);
    }

    @Test
    void theSilentOneReadsAndDoesNothing() throws MessagingException {
        Plant silent = plantOf(Behaviour.SILENT);
        Plant slow = plantOf(Behaviour.SLOW);
        send(noticeWithXarf("n-4", "<4@vigie.example>", silent));
        send(noticeWithXarf("n-5", "<5@vigie.example>", slow));

        Walker.await(() -> !world.isUp(slow));
        assertThat(world.isUp(silent)).isTrue();
        assertThat(world.tally().stillUp()).isPositive();
    }

    @Test
    void aClosedMailboxBouncesAndSoDoesAnUnknownOne() throws MessagingException {
        Plant plant = plantOf(Behaviour.SILENT);
        String contact = contact(plant);
        world.mailbox().refuse(contact);
        try {
            MimeMessage message = noticeWithXarf("n-6", "<6@vigie.example>", plant);
            assertThatThrownBy(() -> send(message))
                    .isInstanceOf(SendFailedException.class)
                    .rootCause()
                    .hasMessageContaining("550");
        } finally {
            world.mailbox().acceptAgain(contact);
        }
        MimeMessage message = noticeWithXarf("n-7", "<7@vigie.example>", plant);
        message.setRecipients(Message.RecipientType.TO, "abuse@nowhere.example");
        assertThatThrownBy(() -> send(message)).isInstanceOf(SendFailedException.class);
    }

    @Test
    void aNoticeThatComesAgainUnderANewMessageIdIsCountedAndAReminderIsNot() throws MessagingException {
        try (Mailbox mailbox = Mailbox.start(List.of("abuse@a.example"), Clock.systemUTC())) {
            String address = "http://a.example/media/quay-1.jpg";
            send(mailbox, notice("n", "<a@v.example>", "abuse@a.example", address, ""));
            send(mailbox, notice("n", "<a@v.example>", "abuse@a.example", address, ""));
            assertThat(mailbox.repeatsOfOneMessageId()).isEqualTo(1);
            assertThat(mailbox.repeatsUnderNewId(_ -> 1)).isZero();

            send(mailbox, notice("n", "<b@v.example>", "abuse@a.example", address, "1"));
            assertThat(mailbox.repeatsUnderNewId(_ -> 1)).isZero();
            assertThat(mailbox.reminders()).hasSize(1);

            send(mailbox, notice("other", "<c@v.example>", "abuse@a.example", address, ""));
            assertThat(mailbox.repeatsUnderNewId(_ -> 1)).isEqualTo(1);
            assertThat(mailbox.repeatsUnderNewId(_ -> 2)).isZero();

            send(mailbox, notice("n", "<d@v.example>", "abuse@a.example", address, ""));
            assertThat(mailbox.repeatsUnderNewId(_ -> 3)).isEqualTo(1);
            assertThat(mailbox.notices()).allSatisfy(notice -> {
                assertThat(notice.hasXarf()).isTrue();
                assertThat(notice.hasImagery()).isFalse();
                assertThat(notice.addresses()).containsExactly(address);
            });
        }
    }

    private static Plant plantOf(Behaviour behaviour) {
        return world.plants().stream()
                .filter(plant -> plant.behaviour() == behaviour)
                .findFirst()
                .orElseThrow();
    }

    private static String contact(Plant plant) {
        return world.providers().stream()
                .filter(provider -> provider.hosts().contains(plant.host()))
                .findFirst()
                .orElseThrow()
                .abuseContact();
    }

    private static MimeMessage noticeWithXarf(String notice, String id, Plant plant) throws MessagingException {
        return notice(notice, id, contact(plant), plant.address(), "");
    }

    private static MimeMessage noticeInWords(String notice, String id, Plant plant) throws MessagingException {
        String defanged = plant.address().replace("http", "hxxp").replace(".example", "[.]example");
        MimeMessage message = empty(notice, id, contact(plant));
        message.setText("Bonjour,\n\nmerci de retirer ce qui est à cette adresse :\n  " + defanged + "\n", "UTF-8");
        message.saveChanges();
        message.setHeader("Message-ID", id);
        return message;
    }

    private static MimeMessage notice(String notice, String id, String to, String address, String reminder)
            throws MessagingException {
        MimeMessage message = empty(notice, id, to);
        if (!reminder.isEmpty()) {
            message.setHeader("X-Vigie-Reminder", reminder);
        }
        MimeBodyPart words = new MimeBodyPart();
        words.setText("Please see the attached report.", "UTF-8");
        MimeBodyPart xarf = new MimeBodyPart();
        xarf.setContent("{\"xarf_version\":\"4.2.0\",\"url\":\"" + address + "\"}", "application/json");
        xarf.setFileName("xarf.json");
        message.setContent(new MimeMultipart(words, xarf));
        message.saveChanges();
        message.setHeader("Message-ID", id);
        return message;
    }

    private static MimeMessage empty(String notice, String id, String to) throws MessagingException {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
        message.setFrom(new InternetAddress("notices@vigie.example"));
        message.setRecipients(Message.RecipientType.TO, to);
        message.setSubject("Notice " + notice, "UTF-8");
        message.setHeader("X-Vigie-Notice", notice);
        message.setHeader("Message-ID", id);
        return message;
    }

    private static void send(MimeMessage message) throws MessagingException {
        send(world.mailbox(), message);
    }

    private static void send(Mailbox mailbox, MimeMessage message) throws MessagingException {
        Properties settings = new Properties();
        settings.setProperty("mail.smtp.host", "127.0.0.1");
        settings.setProperty("mail.smtp.port", Integer.toString(mailbox.smtpPort()));
        try (Transport transport = Session.getInstance(settings).getTransport("smtp")) {
            transport.connect();
            transport.sendMessage(message, message.getAllRecipients());
        }
    }
}
