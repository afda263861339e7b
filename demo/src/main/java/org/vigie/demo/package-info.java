/** The demo: a small web and a mail server on loopback, the people who answer notices, and the command that runs it all. */
@NullMarked
package org.vigie.demo;

import org.jspecify.annotations.NullMarked;
