/**
 * Formats and services of others: what comes in becomes entries of hash lists with where they come from, and what goes out is
 * written as its format has it. Readers take what is only nearly right and say of every record that they do not take why;
 * writers are strict.
 *
 * <p>Taken are hashes, categories and provenance. File names, paths, series, comments and all that could name a person or a
 * place are read over and never stored. What a category means for a match is decided in {@code hashlist}, never here.
 *
 * <ul>
 *   <li>Formats of files: {@code ListFormat}, {@code Vics*}, {@code IcseReader}, {@code HashSetReader}, {@code FrameList*}, {@code CategorySets}.
 *   <li>A service that keeps a list up to date, whichever it is: {@code ExchangeSource*}, {@code SourceTaker}, {@code SourceAsking}, {@code SourceClient}, {@code ServiceHttp}.
 *   <li>Each of the services: {@code Ncmec*}, {@code StopNcii*}.
 *   <li>What is said back to them: {@code Opinion*}, {@code NcmecFeedback}.
 * </ul>
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"setting", "database", "organisation", "seal", "audit", "work", "staff", "hashlist"})
package org.vigie.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
