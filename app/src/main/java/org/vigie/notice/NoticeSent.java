package org.vigie.notice;

import java.time.Instant;

/**
 * The mail server of a contact's side, or the relay towards it, has taken a notice.
 *
 * @param reminder 0 for the request itself, then 1, 2 … for its reminders
 */
public record NoticeSent(NoticeId notice, int reminder, Instant at) {}
