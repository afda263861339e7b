package org.vigie.demo.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** A running world: web hosts on one loopback port, a mail server, and the people who read their mail. See the package for what it is for. */
public final class World implements AutoCloseable {
    /** What robots.txt of some hosts keeps crawlers from. */
    static final String PRIVATE = "/private/";

    private final WebServer web;
    private final AccessLog log;
    private final Addresses addresses;
    private final List<Site> sites;
    private final List<Plant> plants;
    private final String hashListCsv;
    private final Mailbox mailbox;
    private final Operators operators;

    private World(
            WebServer web,
            AccessLog log,
            Addresses addresses,
            List<Site> sites,
            List<Plant> plants,
            String csv,
            Mailbox mailbox,
            Operators operators) {
        this.web = web;
        this.mailbox = mailbox;
        this.operators = operators;
        this.log = log;
        this.addresses = addresses;
        this.sites = sites;
        this.plants = plants;
        this.hashListCsv = csv;
    }

    /** Draws the pictures, starts the hosts, and returns when they answer. */
    public static World start(WorldSettings settings, Clock clock) {
        SplittableRandom random = new SplittableRandom(settings.seed());
        AccessLog log = new AccessLog();
        WebServer web;
        try {
            web = new WebServer(log, clock, settings.timings());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Addresses addresses = new Addresses(web.port());
        List<Cast.Part> cast = Cast.deal(settings.hosts(), random.split());
        Stock stock = Stock.of(settings.plants(), random.split());
        List<Site> sites = new SiteMaker(stock, random.split(), addresses, clock, settings.timings()).make(cast);
        List<Plant> plants = new Planting(stock, random.split(), addresses).plant(sites, settings.plants());
        List<String> contacts = sites.stream()
                .map(site -> site.provider().abuseContact())
                .distinct()
                .toList();
        Mailbox mailbox = Mailbox.start(contacts, clock);
        Operators operators = new Operators(mailbox, sites, settings.timings(), clock);
        web.start(sites);
        operators.start();
        String csv = new DemoHashList(stock).csv();
        return new World(web, log, addresses, sites, plants, csv, mailbox, operators);
    }

    /** The one port of all hosts. */
    public int port() {
        return web.port();
    }

    /** How a program that may not ask a name server finds the hosts: {@code NAME=127.0.0.1} each. */
    public List<String> names() {
        return sites.stream().map(site -> site.host() + "=127.0.0.1").toList();
    }

    public List<String> hosts() {
        return sites.stream().map(Site::host).toList();
    }

    /** Who runs the hosts, each once. */
    public List<Provider> providers() {
        return sites.stream().map(Site::provider).distinct().toList();
    }

    /** The demo hash list as a file: {@code algorithm,hash,class,source,note} with a header. */
    public String hashListCsv() {
        return hashListCsv;
    }

    /** Everything planted, also what robots.txt keeps a polite crawler from. */
    public List<Plant> plants() {
        return plants;
    }

    /** What a run has to find: all that links lead to and robots.txt does not forbid; every one of them decodes. */
    public List<Plant> plantsThatDecodingCanReach() {
        return plants.stream().filter(plant -> !plant.isForbidden()).toList();
    }

    public AccessLog accessLog() {
        return log;
    }

    /** The start page of every host, and every page further down that shows a planted picture. */
    public List<WitnessReport> reports() {
        List<WitnessReport> reports = new ArrayList<>();
        for (Site site : sites) {
            reports.add(report(site, addresses.of(site.host(), "/"), WitnessReport.Shows.START_PAGE, reports.size()));
        }
        for (Site site : sites) {
            plantsThatDecodingCanReach().stream()
                    .filter(plant -> plant.host().equals(site.host()) && plant.depth() > 0)
                    .map(plant -> plant.foundOn().getFirst())
                    .distinct()
                    .forEach(page -> reports.add(report(site, page, WitnessReport.Shows.PLANT, reports.size())));
        }
        return List.copyOf(reports);
    }

    private static WitnessReport report(Site site, String address, WitnessReport.Shows shows, int number) {
        Phrases phrases = site.phrases();
        String words = phrases.witness().get(number % phrases.witness().size());
        return new WitnessReport(address, phrases.language(), words, shows);
    }

    public Mailbox mailbox() {
        return mailbox;
    }

    /** Whether the picture is served at its address now. */
    public boolean isUp(Plant plant) {
        return !takedowns(plant).isDown(plant.path());
    }

    /** When the picture was first taken down. */
    public Optional<Instant> firstRemoved(Plant plant) {
        return firstChange(plant, Takedowns.Change.Kind.REMOVED);
    }

    /** When the picture came back. */
    public Optional<Instant> firstPutBack(Plant plant) {
        return firstChange(plant, Takedowns.Change.Kind.PUT_BACK);
    }

    /** What was seen until now. */
    public WorldTally tally() {
        List<Plant> reachable = plantsThatDecodingCanReach();
        Set<String> noticeIds = new HashSet<>();
        mailbox.notices().forEach(notice -> noticeIds.add(notice.messageId()));
        int removed = count(reachable, plant -> firstRemoved(plant).isPresent());
        return new WorldTally(
                sites.size(),
                reachable.size(),
                noticeIds.size(),
                mailbox.reminders().size(),
                mailbox.repeatsUnderNewId(this::timesUp),
                removed,
                reachable.size() - removed,
                count(reachable, plant -> firstPutBack(plant).isPresent()),
                count(log.hits(), this::isForbidden),
                count(mailbox.messages(), MailSeen::hasImagery),
                operators.failures());
    }

    private static <T> int count(List<T> all, Predicate<T> wanted) {
        return (int) all.stream().filter(wanted).count();
    }

    private int timesUp(String address) {
        return 1
                + count(
                        plants,
                        plant -> plant.address().equals(address)
                                && firstPutBack(plant).isPresent());
    }

    /** A start page may be fetched where robots.txt forbids it: it is reported, and a report is no crawl. */
    private boolean isForbidden(Hit hit) {
        boolean isForbiddenHost = sites.stream()
                .anyMatch(site -> site.host().equals(hit.host()) && site.behaviour() == Behaviour.FORBIDS);
        boolean isExempt = hit.path().equals("/") || hit.path().equals("/robots.txt");
        return isForbiddenHost ? !isExempt : hit.path().startsWith(PRIVATE);
    }

    private Optional<Instant> firstChange(Plant plant, Takedowns.Change.Kind kind) {
        return takedowns(plant).changes(plant.path()).stream()
                .filter(change -> change.kind() == kind)
                .map(Takedowns.Change::at)
                .findFirst();
    }

    private Takedowns takedowns(Plant plant) {
        return sites.stream()
                .filter(site -> site.host().equals(plant.host()))
                .findFirst()
                .orElseThrow()
                .takedowns();
    }

    @Override
    public void close() {
        operators.close();
        mailbox.close();
        web.close();
    }
}
