package org.vigie.staff;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the roles that may call a page; a person needs one of them. A handler (or its class) with neither this nor
 * {@link OpenToAll} is refused to everybody. The one on the method replaces the one on the class.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface AllowedTo {
    Role[] value();
}
