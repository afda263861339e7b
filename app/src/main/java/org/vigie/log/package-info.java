/**
 * What may stand in the log. Nothing gets there because somebody thought it harmless: a line is made of the constant template
 * of our own code and of arguments whose types cannot hold what a stranger wrote. All else is {@code [withheld]}, the text of
 * every exception too, and of the lines of libraries all but a few whose words are known.
 *
 * <p>Two encoders write what is left, for people and for collectors ({@code --log-json}). They stand in {@code logback.xml}, so
 * that they hold before Spring has started and where it never does.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.vigie.log;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
