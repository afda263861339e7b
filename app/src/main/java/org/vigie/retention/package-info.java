/**
 * Retention: how long records are kept, what holds them, and how they end. A rule says for how many days and by which law, and
 * from when; the newest that has begun counts. No rule means that everything is kept. One that erases sooner takes two
 * administrators and a week. A hold beats every rule and every erasure until a person lifts it. Modules above bring their kinds
 * of records as {@link org.vigie.retention.Kept}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"log", "database", "organisation", "seal", "audit", "work", "staff"})
package org.vigie.retention;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
