/**
 * The one place where state lives: PostgreSQL. By default an embedded server of our own starts under the data directory,
 * outlives a killed process and is found again; an operator's server is used when its address is given.
 *
 * <p>Four roles share the database. {@code vigie_owner} migrates and owns the tables; {@code vigie_app} serves and owns
 * nothing; {@code vigie_index} only reads hash lists for the match index; {@code vigie_verifier} only reads the audit log
 * for its verification. No part of the application ever connects as a superuser, but for creating these roles once.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"log", "setting"})
package org.vigie.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
