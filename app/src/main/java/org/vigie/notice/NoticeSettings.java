package org.vigie.notice;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.vigie.setting.SettingRange;
import org.vigie.setting.SettingRefused;

/**
 * How notices are gathered, sent and repeated.
 *
 * @param grouping how long a draft stays open for more items of the same contact; 0 closes it at once
 * @param itemsMax items of one notice, at most; a full draft is closed before its time
 * @param mailsPerMinute mails that leave for one organisation in any minute, at most
 * @param triesMax how often the mail server may be offered one notice, at most; without a connection or a sign-in nothing
 *     is counted, and the notice waits for as long as it takes
 * @param retryFirst the pause after the first failed try; it doubles with each further one
 * @param retryLongest the longest pause between two tries
 * @param sendingLease after this long a notice that is still being sent counts as abandoned by a dead process; longer than
 *     all mail time-outs together
 * @param reminderEvery the time between a notice and its reminder, and between reminders
 * @param remindersMax reminders of one notice, at most
 * @param reporterDomain the domain by which receivers recognise us; the XARF reports name it
 * @param answersTo where a provider writes to answer, and to say that we are mistaken; empty means the sender's address
 * @param classification which of XARF's classes (baseline, A1, A2, B1, B2) our reports carry. The lists say "CSAM" and no
 *     more, the field must have a value, and it is no statement about the schemes of the same names
 */
@ConfigurationProperties("vigie.notice")
public record NoticeSettings(
        @DefaultValue("60s") Duration grouping,
        @DefaultValue("20") int itemsMax,
        @DefaultValue("30") int mailsPerMinute,
        @DefaultValue("12") int triesMax,
        @DefaultValue("5m") Duration retryFirst,
        @DefaultValue("6h") Duration retryLongest,
        @DefaultValue("5m") Duration sendingLease,
        @DefaultValue("24h") Duration reminderEvery,
        @DefaultValue("30") int remindersMax,
        @DefaultValue("vigie.example") String reporterDomain,
        @DefaultValue("") String answersTo,
        @DefaultValue("baseline") String classification) {

    /** @throws SettingRefused for a value that makes no sense */
    public NoticeSettings {
        SettingRange.of("vigie.notice")
                .zeroOrMore("grouping", grouping)
                .number("items-max", itemsMax, 1, NoticeLimits.ITEMS_MAX)
                .atLeast("mails-per-minute", mailsPerMinute, 1)
                .atLeast("tries-max", triesMax, 1)
                .growing("retry-first", retryFirst, "retry-longest", retryLongest)
                .positive("sending-lease", sendingLease)
                .positive("reminder-every", reminderEvery)
                .atLeast("reminders-max", remindersMax, 0);
    }

    /** The pause after that many failed tries, at least one. */
    Duration pauseAfter(int tries) {
        Duration pause = retryFirst.multipliedBy(1L << Math.min(Math.max(tries, 1) - 1, 20));
        return pause.compareTo(retryLongest) > 0 ? retryLongest : pause;
    }

    /** The pause while no mail server can be reached: as long again as the notice has waited, so that the pauses double. */
    Duration pauseWithoutServer(Duration waited) {
        Duration pause = waited.compareTo(retryFirst) < 0 ? retryFirst : waited;
        return pause.compareTo(retryLongest) > 0 ? retryLongest : pause;
    }
}
