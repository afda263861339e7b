/**
 * Organisations: whose row is this. Every row that belongs to an organisation carries its id, and PostgreSQL shows a
 * transaction only the rows of the organisation that was bound when it began. Nothing bound means no rows.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "database")
package org.vigie.organisation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
