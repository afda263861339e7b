/**
 * How a process that decodes hostile pictures is confined, from both sides.
 *
 * <p>From outside, a {@link org.vigie.media.sandbox.Confinement} builds the command line that starts a Java program without
 * network, files, capabilities or a view of other processes, and under a user that is not root. From inside,
 * {@link org.vigie.media.sandbox.SelfConfinement} lowers the limits of the process and puts a
 * {@link org.vigie.media.sandbox.SeccompFilter} on all its threads before the first picture is read. Neither is believed:
 * each process makes every {@link org.vigie.media.sandbox.EscapeAttempt} when it starts and tells its parent what was refused.
 */
@NullMarked
package org.vigie.media.sandbox;

import org.jspecify.annotations.NullMarked;
