/**
 * Web: the shell around every page. Layout, language, security headers, who may open what, static files, error pages,
 * home. The pages themselves live with the concept they show, but for those
 * of the audit log and of the limits, whose packages lie too deep to know a page; nothing here knows an item or a notice but by the figures
 * that {@code indicator} reads.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "log",
            "database",
            "organisation",
            "limit",
            "staff",
            "audit",
            "indicator",
            "api",
            "compartment",
            "retention"
        })
package org.vigie.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
