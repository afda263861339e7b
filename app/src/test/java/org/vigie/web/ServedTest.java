package org.vigie.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.vigie.VigieApplication;
import org.vigie.testing.Database;
import org.vigie.testing.Fixtures;

/** As {@link org.vigie.testing.VigieTest}, with a real server on a free port. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = VigieApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "vigie.work.running=false",
            "vigie.crawl.running=false",
            "vigie.audit.running=false",
            "springdoc.api-docs.enabled=false",
            "management.server.port=-1"
        })
@ContextConfiguration(initializers = Database.class)
@Import(Fixtures.class)
@interface ServedTest {}
