/** What tests share: a database of their own, a clock that stands still, people and organisations with names. */
@NullMarked
package org.vigie.testing;

import org.jspecify.annotations.NullMarked;
