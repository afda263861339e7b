package org.vigie.notice;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.work.WorkQueue;

/** Reminds hosts of what they were asked to remove and still serve. */
@Service
class ReminderService {
    private static final AuditActor SYSTEM = AuditActor.system("notice");

    private final Notices notices;
    private final NoticeItems noticeItems;
    private final Subjects subjects;
    private final AuditService audit;
    private final WorkQueue work;
    private final NoticeSettings settings;
    private final MailSettings mail;
    private final Clock clock;

    ReminderService(
            Notices notices,
            NoticeItems noticeItems,
            Subjects subjects,
            AuditService audit,
            WorkQueue work,
            NoticeSettings settings,
            MailSettings mail,
            Clock clock) {
        this.notices = notices;
        this.noticeItems = noticeItems;
        this.subjects = subjects;
        this.audit = audit;
        this.work = work;
        this.settings = settings;
        this.mail = mail;
        this.clock = clock;
    }

    /**
     * Reminds of a request, if anything it asked for is still there and the last mail about it is old enough; and sees to
     * the next time. An item that the last look missed is not reminded of.
     */
    @Transactional
    public void remind(NoticeId first) {
        Notice request = notices.lock(first).orElseThrow();
        if (request.state() != NoticeState.SENT) {
            return;
        }
        List<Subject> open = stillAsked(request);
        if (open.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        int number = notices.lastReminder(first);
        Notice last = notices.reminder(first, number).orElseThrow();
        Instant due =
                Objects.requireNonNullElse(last.sentAt(), last.createdAt()).plus(settings.reminderEvery());
        if (now.isBefore(due)) {
            work.add(NoticeWork.REMIND, request.org(), first.value(), due);
            return;
        }
        List<Subject> up = open.stream().filter(subject -> !subject.missing()).toList();
        if (last.state().isClosed() && !up.isEmpty()) {
            if (number >= settings.remindersMax()) {
                audit.record(AuditAct.of("notice.reminders.ended", SYSTEM, first));
                return;
            }
            queue(request, number + 1, up, now);
        }
        work.add(NoticeWork.REMIND, request.org(), first.value(), now.plus(settings.reminderEvery()));
    }

    private void queue(Notice request, int number, List<Subject> up, Instant now) {
        var target = new Notice.Target(request.contact(), request.materialClass(), request.language());
        Notice reminder = request.reminder(NoticeId.fresh(), number, target, mail.domain(), now);
        if (notices.add(reminder, null)) {
            up.forEach(
                    subject -> noticeItems.remind(request.org(), reminder.id(), subject.item(), subject.spell(), now));
            work.add(NoticeWork.SEND, request.org(), reminder.id().value(), now);
        }
    }

    private List<Subject> stillAsked(Notice request) {
        return noticeItems.askedBy(request.id()).stream()
                .filter(row -> subjects.isUp(row.item(), row.spell()))
                .map(row -> subjects.of(row.item()))
                .toList();
    }
}
