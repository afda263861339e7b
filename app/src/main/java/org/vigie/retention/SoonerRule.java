package org.vigie.retention;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A rule that is going to erase sooner, for the first page of administrators.
 *
 * @param kind of records
 * @param days for which they are kept then
 * @param begins the first day on which it counts; null while it waits for a second administrator
 */
public record SoonerRule(String kind, int days, @Nullable LocalDate begins) {}
