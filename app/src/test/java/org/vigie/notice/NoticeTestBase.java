package org.vigie.notice;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.vigie.testing.VigieTest;

/** One application and one mail server for all tests of notices. */
@VigieTest
@Import(NoticeWorld.class)
abstract class NoticeTestBase {
    @Autowired
    NoticeWorld world;

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry properties) {
        properties.add("vigie.mail.host", () -> "127.0.0.1");
        properties.add("vigie.mail.port", NoticeWorld::mailPort);
        properties.add("vigie.mail.from", () -> "notices@hotline.example");
        properties.add("vigie.notice.items-max", () -> "3");
        properties.add("vigie.notice.reminders-max", () -> "2");
        properties.add("vigie.notice.tries-max", () -> "4");
    }

    @BeforeEach
    void begin(TestInfo test) {
        world.begin(test.getDisplayName()
                .substring(0, Math.min(100, test.getDisplayName().length())));
    }
}
