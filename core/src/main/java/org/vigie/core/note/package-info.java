/**
 * Signed notes and what logs say in them, as C2SP specifies it: {@code signed-note} and {@code tlog-checkpoint} v1.0.0, and {@code
 * tlog-cosignature}, {@code tlog-proof} and {@code tlog-witness} as of July 2026. {@link org.vigie.core.note.SignedNote} is the text
 * with its signatures, {@link org.vigie.core.note.NoteKey} checks them, {@link org.vigie.core.note.NoteSigner} makes them, and {@link
 * org.vigie.core.note.LogProof} is a file that proves something without the log.
 */
@NullMarked
package org.vigie.core.note;

import org.jspecify.annotations.NullMarked;
