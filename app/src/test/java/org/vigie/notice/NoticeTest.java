package org.vigie.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.vigie.hashlist.MaterialClass;
import org.vigie.organisation.OrgId;
import org.vigie.provider.ContactId;

class NoticeTest {
    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
    private static final Notice.Target TARGET =
            new Notice.Target(new ContactId(UUID.randomUUID()), MaterialClass.CSAM, "fr");

    private final Notice draft =
            Notice.request(NoticeId.fresh(), new OrgId(UUID.randomUUID()), TARGET, "hotline.example", NOW);

    @Test
    void keepsItsMessageIdThroughEveryTry() {
        Notice sent = draft.decided(null, NOW)
                .sending(NOW)
                .later("SMTP_451", NOW)
                .sending(NOW)
                .uncertain("CONNECTION_LOST", NOW)
                .sending(NOW)
                .sent(NOW);
        assertThat(sent.messageId()).isEqualTo(draft.messageId()).isEqualTo("<" + draft.id() + "@hotline.example>");
        assertThat(sent.tries()).isEqualTo(3);
        assertThat(sent.uncertainTries()).isOne();
    }

    @Test
    void onceInDoubtStaysInDoubtUntilItIsSent() {
        Notice doubtful = draft.decided(null, NOW).sending(NOW).uncertain("CONNECTION_LOST", NOW);
        assertThat(doubtful.sending(NOW).later("SMTP_451", NOW).state()).isEqualTo(NoticeState.UNCERTAIN);
        assertThatThrownBy(() -> doubtful.to(TARGET)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsOverStaysOver() {
        Notice sent = draft.decided(null, NOW).sending(NOW).sent(NOW);
        assertThatThrownBy(() -> sent.sending(NOW)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sent.decided(HoldCause.POLICE, NOW)).isInstanceOf(IllegalStateException.class);
        for (NoticeState next : NoticeState.values()) {
            assertThat(NoticeState.DECLINED.canBecome(next)).isFalse();
        }
    }

    @Test
    void aReminderIsAMessageOfItsOwnAboutTheSameRequest() {
        Notice reminder = draft.reminder(NoticeId.fresh(), 1, TARGET, "hotline.example", NOW);
        assertThat(reminder.first()).isEqualTo(draft.id());
        assertThat(reminder.messageId()).isNotEqualTo(draft.messageId());
        assertThat(reminder.state()).isEqualTo(NoticeState.QUEUED);
    }

    @Test
    void pausesDoubleUpToTheLongest() {
        var settings = Settings.with(Duration.ofMinutes(5), Duration.ofHours(6));
        assertThat(settings.pauseAfter(1)).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.pauseAfter(3)).isEqualTo(Duration.ofMinutes(20));
        assertThat(settings.pauseAfter(100)).isEqualTo(Duration.ofHours(6));
        assertThat(settings.pauseWithoutServer(Duration.ofSeconds(61))).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.pauseWithoutServer(Duration.ofMinutes(40))).isEqualTo(Duration.ofMinutes(40));
        assertThat(settings.pauseWithoutServer(Duration.ofDays(9))).isEqualTo(Duration.ofHours(6));
    }

    private static final class Settings {
        static NoticeSettings with(Duration first, Duration longest) {
            Duration day = Duration.ofDays(1);
            return new NoticeSettings(
                    Duration.ZERO,
                    20,
                    30,
                    12,
                    first,
                    longest,
                    Duration.ofMinutes(5),
                    day,
                    30,
                    "hotline.example",
                    "",
                    "baseline");
        }
    }
}
