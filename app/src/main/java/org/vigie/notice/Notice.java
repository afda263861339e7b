package org.vigie.notice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.hashlist.MaterialClass;
import org.vigie.organisation.OrgId;
import org.vigie.provider.ContactId;

/**
 * One request or reminder, as its row says. A change is a new record; see the methods.
 *
 * @param first the request that a reminder repeats; the notice itself when it is a request
 * @param contact null while nobody is known to write to
 * @param lifted the cause that a person lifted for this notice; null when none
 * @param triedAt when it was last handed to the mail server
 * @param nextTryAt when it is tried again; null when it is not waiting for that
 * @param lastReply the code of the last failure; null when there was none
 */
record Notice(
        NoticeId id,
        OrgId org,
        NoticeId first,
        int reminder,
        @Nullable ContactId contact,
        MaterialClass materialClass,
        String language,
        NoticeState state,
        @Nullable HoldCause holdCause,
        @Nullable HoldCause lifted,
        String messageId,
        int tries,
        int uncertainTries,
        @Nullable String lastReply,
        Instant createdAt,
        @Nullable Instant triedAt,
        @Nullable Instant nextTryAt,
        @Nullable Instant sentAt,
        int version) {

    static Notice request(NoticeId id, OrgId org, Target target, String domain, Instant now) {
        return fresh(id, org, id, 0, target, domain, now, NoticeState.DRAFT, null);
    }

    /** A request that cannot even be addressed. */
    static Notice unaddressed(NoticeId id, OrgId org, Target target, String domain, Instant now) {
        return fresh(id, org, id, 0, target, domain, now, NoticeState.HELD, HoldCause.NO_CONTACT);
    }

    Notice reminder(NoticeId id, int number, Target target, String domain, Instant now) {
        return fresh(id, org, first, number, target, domain, now, NoticeState.QUEUED, null);
    }

    /** To whom, of what, in which language. */
    record Target(@Nullable ContactId contact, MaterialClass materialClass, String language) {}

    private static Notice fresh(
            NoticeId id,
            OrgId org,
            NoticeId first,
            int reminder,
            Target target,
            String domain,
            Instant now,
            NoticeState state,
            @Nullable HoldCause cause) {
        return new Notice(
                id,
                org,
                first,
                reminder,
                target.contact(),
                target.materialClass(),
                target.language(),
                state,
                cause,
                null,
                "<" + id.value() + "@" + domain + ">",
                0,
                0,
                null,
                now,
                null,
                null,
                null,
                0);
    }

    /** Held, or on its way when nothing holds it. */
    Notice decided(@Nullable HoldCause cause, Instant now) {
        NoticeState next = cause == null ? NoticeState.QUEUED : NoticeState.HELD;
        return state == next && cause == holdCause
                ? this
                : with(next, cause, lastReply, cause == null ? now : null, sentAt);
    }

    /** A person lifted what held it. */
    Notice lifted(HoldCause cause) {
        return new Notice(
                id,
                org,
                first,
                reminder,
                contact,
                materialClass,
                language,
                state,
                holdCause,
                cause,
                messageId,
                tries,
                uncertainTries,
                lastReply,
                createdAt,
                triedAt,
                nextTryAt,
                sentAt,
                version);
    }

    /** Written to that contact from now on; only while nobody can have it. */
    Notice to(Target target) {
        if (uncertainTries > 0 || sentAt != null) {
            throw new IllegalStateException("notice " + id + " may have arrived already");
        }
        return new Notice(
                id,
                org,
                first,
                reminder,
                target.contact(),
                materialClass,
                target.language(),
                state,
                holdCause,
                lifted,
                messageId,
                tries,
                uncertainTries,
                lastReply,
                createdAt,
                triedAt,
                nextTryAt,
                sentAt,
                version);
    }

    /** A process hands it over now. */
    Notice sending(Instant now) {
        check(NoticeState.SENDING);
        return new Notice(
                id,
                org,
                first,
                reminder,
                contact,
                materialClass,
                language,
                NoticeState.SENDING,
                null,
                lifted,
                messageId,
                tries + 1,
                uncertainTries,
                lastReply,
                createdAt,
                now,
                null,
                null,
                version);
    }

    Notice sent(Instant now) {
        return with(NoticeState.SENT, null, null, null, now);
    }

    /** It was not taken now; the next try is at that time. */
    Notice later(String reply, Instant nextTry) {
        // once a try ended without an answer the doubt stays, also when a later try is put off
        NoticeState next = uncertainTries > 0 ? NoticeState.UNCERTAIN : NoticeState.QUEUED;
        return with(next, null, reply, nextTry, null);
    }

    /** No server was told of it, so that the try does not count; the next one is at that time. */
    Notice notTried(String reply, Instant nextTry) {
        Notice later = later(reply, nextTry);
        return new Notice(
                id,
                org,
                first,
                reminder,
                contact,
                materialClass,
                language,
                later.state,
                null,
                lifted,
                messageId,
                tries - 1,
                uncertainTries,
                reply,
                createdAt,
                triedAt,
                nextTry,
                null,
                version);
    }

    /** Nobody knows whether it was taken; the next try is at that time. */
    Notice uncertain(String reply, Instant nextTry) {
        check(NoticeState.UNCERTAIN);
        return new Notice(
                id,
                org,
                first,
                reminder,
                contact,
                materialClass,
                language,
                NoticeState.UNCERTAIN,
                null,
                lifted,
                messageId,
                tries,
                uncertainTries + 1,
                reply,
                createdAt,
                triedAt,
                nextTry,
                null,
                version);
    }

    Notice refused(String reply) {
        return with(NoticeState.REFUSED, null, reply, null, null);
    }

    Notice bounced() {
        return with(NoticeState.BOUNCED, null, lastReply, null, sentAt);
    }

    Notice declined() {
        return with(NoticeState.DECLINED, null, lastReply, null, null);
    }

    Notice withdrawn() {
        return with(NoticeState.WITHDRAWN, null, lastReply, null, null);
    }

    private Notice with(
            NoticeState next,
            @Nullable HoldCause cause,
            @Nullable String reply,
            @Nullable Instant nextTry,
            @Nullable Instant sent) {
        check(next);
        return new Notice(
                id,
                org,
                first,
                reminder,
                contact,
                materialClass,
                language,
                next,
                cause,
                lifted,
                messageId,
                tries,
                uncertainTries,
                reply,
                createdAt,
                triedAt,
                nextTry,
                sent,
                version);
    }

    private void check(NoticeState next) {
        if (state != next && !state.canBecome(next)) {
            throw new IllegalStateException("notice %s is %s and cannot become %s".formatted(id, state, next));
        }
    }
}
