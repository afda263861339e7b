package org.vigie.staff;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.vigie.organisation.OrganisationKind;

/**
 * Names the roles that may call a page, and the kinds of organisations whose people may; a person needs one of the roles, in an
 * organisation of one of the kinds. A handler (or its class) with neither this nor {@link OpenToAll} is refused to everybody.
 * The one on the method replaces the one on the class, kinds and all.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface AllowedTo {
    Role[] value();

    /** Unless a page says more it is the hotline's. Empty means every kind that has the role. */
    OrganisationKind[] in() default OrganisationKind.HOTLINE;
}
