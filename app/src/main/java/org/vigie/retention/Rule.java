package org.vigie.retention;

import java.time.LocalDate;

/**
 * For how long records of a kind are kept.
 *
 * @param days after the day of the record
 * @param basis the law or decision, in the words of whoever set it
 * @param from the first day on which it counts
 */
record Rule(String kind, int days, String basis, LocalDate from) {}
