/** Receipts: the code with which a witness follows a report, made to be written down, read aloud and typed in again. */
@NullMarked
package org.vigie.core.receipt;

import org.jspecify.annotations.NullMarked;
