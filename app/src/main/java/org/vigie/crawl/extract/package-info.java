/**
 * Reads pages: which pages and pictures they name, whether they ask to sign in, where they send a browser to. Pages are hostile;
 * everything is capped, and what was cut is counted.
 */
@NullMarked
package org.vigie.crawl.extract;

import org.jspecify.annotations.NullMarked;
