package org.vigie.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.item.ItemId;
import org.vigie.item.ItemService;
import org.vigie.item.ItemState;
import org.vigie.item.MissReason;
import org.vigie.provider.ContactTrust;

class ReminderServiceTest extends NoticeTestBase {
    private static final Duration DAY = Duration.ofHours(24);

    @Autowired
    private ReminderService reminders;

    @Autowired
    private NoticeService notices;

    @Autowired
    private ItemService items;

    @Autowired
    private Clock clock;

    private ItemId one;
    private ItemId two;
    private NoticeId first;

    @BeforeEach
    void aSentNotice() {
        world.providers(ContactTrust.APPROVED, "Nuage,nuage.example,abuse@nuage.example,fr,,");
        one = world.confirmed("http://nuage.example/1.png");
        two = world.confirmed("http://nuage.example/2.png");
        world.send();
        first = world.notice().id();
    }

    @Test
    void comesADayAfterTheRequestWithItsOwnMessageId() {
        world.advance(DAY.minusMinutes(1));
        remind();
        assertThat(NoticeWorld.mails()).hasSize(1);
        world.advance(Duration.ofMinutes(1));
        remind();
        remind();
        assertThat(NoticeWorld.mails()).hasSize(2);
        var reminder = NoticeWorld.mails().getLast();
        assertThat(NoticeWorld.header(reminder, "X-Vigie-Reminder")).isEqualTo("1");
        assertThat(NoticeWorld.header(reminder, "X-Vigie-Notice")).isEqualTo(first.toString());
        assertThat(NoticeWorld.header(reminder, "In-Reply-To"))
                .isEqualTo(world.notice(first).messageId());
        assertThat(NoticeWorld.messageIds()).doesNotHaveDuplicates();
    }

    @Test
    void speaksOnlyOfWhatIsStillThere() throws Exception {
        world.advance(DAY);
        world.in(() -> items.missed(one, clock.instant(), MissReason.NOT_SERVED));
        remind();
        var reminder = NoticeWorld.mails().getLast();
        assertThat(reminder.getSubject()).contains("Rappel 1", "1 adresse");
    }

    @Test
    void endsWhenNothingIsLeft() {
        world.advance(DAY);
        world.in(() -> items.gone(one, clock.instant(), clock.instant()));
        world.in(() -> items.gone(two, clock.instant(), clock.instant()));
        remind();
        assertThat(NoticeWorld.mails()).hasSize(1);
    }

    @Test
    void thereAreNoMoreThanAreAllowed() {
        for (int i = 0; i < 5; i++) {
            world.advance(DAY);
            remind();
        }
        assertThat(NoticeWorld.mails()).hasSize(3);
    }

    @Test
    void whatMovedAfterItWasSentIsAskedOnceOfTheNewDeskWhichAloneIsReminded() {
        world.providers(ContactTrust.APPROVED, "Small,nuage.example,desk@small.example,en,,");
        for (int day = 0; day < 3; day++) {
            world.advance(DAY);
            world.notices().stream()
                    .filter(notice -> notice.reminder() == 0)
                    .forEach(notice -> world.run(() -> reminders.remind(notice.id())));
            world.send();
            world.send();
        }
        assertThat(NoticeWorld.mails())
                .extracting(mail -> NoticeWorld.to(mail) + " " + NoticeWorld.header(mail, "X-Vigie-Reminder"))
                .containsExactly(
                        "abuse@nuage.example ", "desk@small.example ", "desk@small.example 1", "desk@small.example 2");
        assertThat(world.notices().stream().filter(notice -> notice.reminder() == 0))
                .hasSize(2);
    }

    @Test
    void anOldRequestThatCameBackLeavesTheNewOneAlone() {
        world.providers(ContactTrust.APPROVED, "Small,nuage.example,desk@small.example,en,,");
        world.advance(DAY);
        remind();
        world.send();
        world.run(() -> notices.bounced(first, NoticeWorld.PERSON));
        assertThat(world.item(one).state()).isEqualTo(ItemState.NOTIFIED);
        assertThat(NoticeWorld.mails()).hasSize(2);
    }

    private void remind() {
        world.run(() -> reminders.remind(first));
        world.send();
    }
}
