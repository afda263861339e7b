/** Key files: how a set of keys lies on disk, for the process that seals and for the one that opens tips. */
@NullMarked
package org.vigie.seal.file;

import org.jspecify.annotations.NullMarked;
