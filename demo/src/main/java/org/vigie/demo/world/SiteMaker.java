package org.vigie.demo.world;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Puts the hosts together: pages, the pictures nobody looks for, links among hosts, and what is meant to trip a crawler. */
final class SiteMaker {
    private static final int PICTURES_PER_HOST = 9;
    private static final int ALBUMS = 4;

    private final Stock stock;
    private final SplittableRandom random;
    private final Addresses addresses;
    private final Clock clock;
    private final WorldTimings timings;

    SiteMaker(Stock stock, SplittableRandom random, Addresses addresses, Clock clock, WorldTimings timings) {
        this.stock = stock;
        this.random = random;
        this.addresses = addresses;
        this.clock = clock;
        this.timings = timings;
    }

    List<Site> make(List<Cast.Part> cast) {
        List<Site> sites = new ArrayList<>();
        for (Cast.Part part : cast) {
            Site.Tidiness tidiness = sites.size() % 2 == 0 ? Site.Tidiness.LEAVES_PAGES : Site.Tidiness.MENDS_PAGES;
            Behaviour behaviour = part.provider().behaviour();
            Takedowns takedowns = new Takedowns(clock, timings, behaviour);
            Duration pause = behaviour == Behaviour.SLOW ? timings.slowAnswer() : Duration.ZERO;
            Site site = new Site(part.host(), part.provider(), tidiness, addresses, takedowns, pause);
            addPages(site);
            addPictures(site);
            sites.add(site);
        }
        for (int i = 0; i < sites.size(); i++) {
            Site next = sites.get((i + 1) % sites.size());
            first(sites.get(i))
                    .link(
                            Page.Way.ANCHOR,
                            addresses.of(next.host(), "/"),
                            sites.get(i).phrases().elsewhere());
        }
        new Obstacles(stock, random.split()).add(sites);
        return sites;
    }

    private static Page first(Site site) {
        return site.pages().values().iterator().next();
    }

    /** A start page, two galleries below it, two albums below each, a single picture below some albums. */
    private static void addPages(Site site) {
        Phrases phrases = site.phrases();
        boolean isFrench = phrases.language().equals(Locale.FRENCH);
        String gallery = isFrench ? "/galerie/" : "/gallery/";
        String picture = isFrench ? "/image/" : "/picture/";
        String about = isFrench ? "/a-propos" : "/about";
        Page home = new Page("/", 0, phrases.home());
        site.add(home);
        site.add(new Page(about, 1, phrases.about()));
        home.link(Page.Way.ANCHOR, about, phrases.about());
        List<Page> galleries = List.of(
                new Page(gallery + 1, 1, phrases.gallery() + " 1"), new Page(gallery + 2, 1, phrases.gallery() + " 2"));
        for (Page each : galleries) {
            site.add(each);
            home.link(Page.Way.ANCHOR, each.path(), each.title());
        }
        for (int i = 1; i <= ALBUMS; i++) {
            Page above = galleries.get((i - 1) / 2);
            Page album = new Page("/album/" + i, 2, phrases.album() + " " + i);
            site.add(album);
            Page.Way[] ways = {Page.Way.ANCHOR, Page.Way.FRAME, Page.Way.AREA, Page.Way.ANCHOR};
            above.link(ways[i - 1], album.path(), album.title());
            if (i % 2 == 1) {
                Page single = new Page(picture + i, WorldLimits.DEPTH_MAX, phrases.picture() + " " + i);
                album.link(Page.Way.ANCHOR, "../" + single.path().substring(1), single.title());
                site.add(single);
            }
        }
        site.pages().values().forEach(page -> page.link(Page.Way.ANCHOR, "/", phrases.home()));
    }

    private void addPictures(Site site) {
        List<Page> pages = List.copyOf(site.pages().values());
        List<Page.Form> forms = List.of(Page.Form.values());
        int start = random.nextInt(stock.unlisted().size());
        for (int i = 0; i < PICTURES_PER_HOST; i++) {
            PictureFile file =
                    stock.unlisted().get((start + i) % stock.unlisted().size());
            String path = MediaPaths.free(site, file.format(), random);
            site.add(path, Answer.bytes(file.format().mime(), file.bytes()));
            String alt = site.phrases().subject(random.nextInt(100));
            pages.get(i % pages.size()).show(forms.get(i % forms.size()), path, alt);
            if (i % 3 == 0) {
                pages.get((i + 3) % pages.size()).show(Page.Form.IMG, path, alt);
            }
        }
    }
}
