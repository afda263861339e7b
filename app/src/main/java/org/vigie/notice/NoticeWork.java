package org.vigie.notice;

import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.vigie.provider.ContactId;
import org.vigie.work.WorkHandler;

/** The kinds of queued work of this module. */
@Configuration(proxyBeanMethods = false)
class NoticeWork {
    /** A draft's time for gathering is over. */
    static final String CLOSE = "notice.close";

    /** A notice is to be sent, or tried again. */
    static final String SEND = "notice.send";

    /** It is time to remind, if anything is still there. */
    static final String REMIND = "notice.remind";

    /** A contact was approved. */
    static final String RECONSIDER = "notice.reconsider";

    @Bean
    WorkHandler closingNotices(NoticeService notices) {
        return handler(CLOSE, id -> notices.close(new NoticeId(id)));
    }

    @Bean
    WorkHandler sendingNotices(NoticeOutbox outbox) {
        return handler(SEND, id -> outbox.send(new NoticeId(id)));
    }

    @Bean
    WorkHandler remindingHosts(ReminderService reminders) {
        return handler(REMIND, id -> reminders.remind(new NoticeId(id)));
    }

    @Bean
    WorkHandler reconsideringNotices(NoticeService notices) {
        return handler(RECONSIDER, id -> reconsider(notices, new ContactId(id)));
    }

    /** Each page in a transaction of its own: a page that is done stays done. */
    static void reconsider(NoticeService notices, ContactId contact) {
        Optional<Notices.Cursor> last = notices.reconsider(contact, null);
        while (last.isPresent()) {
            last = notices.reconsider(contact, last.get());
        }
    }

    private static WorkHandler handler(String kind, java.util.function.Consumer<java.util.UUID> work) {
        return new WorkHandler() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public void handle(java.util.UUID subject) {
                work.accept(subject);
            }
        };
    }
}
