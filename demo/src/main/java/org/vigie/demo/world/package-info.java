/**
 * A small web of its own on loopback, made of benign generated pictures, with a mail server and the people who answer notices.
 *
 * <p>The world knows nothing of Vigie. What it tells about a run (what was planted, fetched, removed, repeated) it has seen
 * itself, in its own access log and its own mailboxes, so that it can contradict the program under test. It is started by the demo
 * and by end-to-end tests and is never deployed.
 */
@NullMarked
package org.vigie.demo.world;

import org.jspecify.annotations.NullMarked;
