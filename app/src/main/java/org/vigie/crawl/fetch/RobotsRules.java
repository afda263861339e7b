package org.vigie.crawl.fetch;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vigie.core.address.CanonicalAddress;

/** The rules of one robots.txt for our name. */
public final class RobotsRules {
    /** A set that forbids nothing. */
    public static final RobotsRules NONE = new RobotsRules(new SimpleRobotRules(RobotRulesMode.ALLOW_ALL));

    /** Where every file is said to lie: the library writes the address into its warnings, and those into the log. */
    private static final String SOMEWHERE = "http://host.example/robots.txt";

    private final BaseRobotRules rules;

    private RobotsRules(BaseRobotRules rules) {
        this.rules = rules;
    }

    /** Reads a file as leniently as the library can; a file of nonsense forbids nothing. */
    public static RobotsRules parse(byte[] text) {
        // The library would forbid everything for a delay beyond its own maximum; ours is judged by the caller.
        SimpleRobotRulesParser parser = new SimpleRobotRulesParser(Long.MAX_VALUE, 0);
        return new RobotsRules(parser.parseContent(
                SOMEWHERE, text, "text/plain", List.of(FetchSettings.ROBOT_NAME.toLowerCase(Locale.ROOT))));
    }

    public boolean allows(CanonicalAddress address) {
        return rules.isAllowed(address.text());
    }

    /** The gap that the host asks for, not judged; empty where it asks for none. */
    public Optional<Duration> crawlDelay() {
        long millis = rules.getCrawlDelay();
        return millis <= 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }
}
