package org.vigie.staff;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an act for which being signed in is not enough: the person must have proven a factor within
 * {@link StaffLimits#FACTOR_RECENT}. For keys and tokens, invitations and roles, the sessions of others, exports. A machine
 * that was left open does not lend these to whoever sits down at it. It comes beside {@link AllowedTo}, not in its place.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RecentFactor {}
