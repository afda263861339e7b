/**
 * Tells probing from asking. Who wants to know what a list holds, or how far a picture must be changed to pass, asks for hash
 * after hash that each resemble an earlier one and lead away from where they began. Programs that look up what people upload
 * ask for the same picture many times and for copies that lie around it, but they do not lead anywhere.
 */
@NullMarked
package org.vigie.core.probe;

import org.jspecify.annotations.NullMarked;
