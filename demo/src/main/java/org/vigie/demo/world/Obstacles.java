package org.vigie.demo.world;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** What the web is full of and a crawler must survive: broken pictures, lies about types, loops, missing files, odd robots.txt. */
final class Obstacles {
    private static final String FORBID_ALL = "User-agent: *\nDisallow: /\n";

    /** With a byte order mark, Windows line ends, a comment and odd case, as found in the wild. */
    private static final String FORBID_SOME = "\uFEFF# robots\r\nUSER-AGENT: *\r\nDISALLOW: /private/\r\n";

    private static final String FORBID_OTHERS = "User-agent: otherbot\nDisallow: /\n\nUser-agent: *\nAllow: /\n";

    private final Stock stock;
    private final SplittableRandom random;

    Obstacles(Stock stock, SplittableRandom random) {
        this.stock = stock;
        this.random = random;
    }

    void add(List<Site> sites) {
        for (int i = 0; i < sites.size(); i++) {
            Site site = sites.get(i);
            addRobots(site, i);
            switch (i % 3) {
                case 0 -> addBrokenPictures(site);
                case 1 -> addDetours(site);
                default -> addLies(site);
            }
            if (site.behaviour() == Behaviour.SLOW) {
                PictureFile file = decoy();
                site.add("/media/drops.jpg", Answer.dripping(file.format().mime(), file.bytes()));
                gallery(site)
                        .show(Page.Form.IMG, "/media/drops.jpg", site.phrases().subject(3));
            }
        }
    }

    private void addRobots(Site site, int number) {
        if (site.behaviour() == Behaviour.FORBIDS) {
            site.add("/robots.txt", Answer.text(FORBID_ALL));
            return;
        }
        switch (number % 3) {
            case 0 -> {
                site.add("/robots.txt", Answer.text(FORBID_SOME));
                PictureFile file = decoy();
                site.add(
                        World.PRIVATE + "winter.jpg", Answer.bytes(file.format().mime(), file.bytes()));
                gallery(site)
                        .show(
                                Page.Form.IMG,
                                World.PRIVATE + "winter.jpg",
                                site.phrases().subject(5));
            }
            case 1 -> site.add("/robots.txt", Answer.text(FORBID_OTHERS));
            default -> {
                // Some hosts have no robots.txt.
            }
        }
    }

    private void addBrokenPictures(Site site) {
        PictureFile whole = decoy();
        byte[] half = Arrays.copyOf(whole.bytes(), whole.bytes().length * 2 / 5);
        show(
                site,
                "/media/half." + whole.format().ending(),
                Answer.bytes(whole.format().mime(), half));
        byte[] noise = new byte[4_000];
        random.nextBytes(noise);
        byte[] start = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
        System.arraycopy(start, 0, noise, 0, start.length);
        show(site, "/media/noise.png", Answer.bytes("image/png", noise));
        show(site, "/media/empty.jpg", Answer.bytes("image/jpeg", new byte[0]));
    }

    private void addDetours(Site site) {
        PictureFile file = decoy();
        String target = "/media/detour-end." + file.format().ending();
        site.add(target, Answer.bytes(file.format().mime(), file.bytes()));
        show(site, "/media/detour", Answer.redirect(target));
        show(site, "/media/round", Answer.redirect("/media/and-round"));
        site.add("/media/and-round", Answer.redirect("/media/round"));
        gallery(site)
                .show(Page.Form.IMG, "/media/never-there.jpg", site.phrases().subject(7));
    }

    private void addLies(Site site) {
        byte[] html = "<!DOCTYPE html><title>.</title><p>.</p>".getBytes(StandardCharsets.UTF_8);
        show(site, "/media/page.jpg", Answer.bytes("image/jpeg", html));
        byte[] text =
                "<html><meta charset=\"utf-8\"><title>\u00e9t\u00e9</title><p>\u00e0 c\u00f4t\u00e9<a href=/>.</a>"
                        .getBytes(StandardCharsets.ISO_8859_1);
        site.add("/notes", Answer.bytes("text/html; charset=x-nowhere", text));
        gallery(site).link(Page.Way.ANCHOR, "/notes", site.phrases().subject(9));
        gallery(site).link(Page.Way.ANCHOR, "http://", site.phrases().subject(8));
        gallery(site)
                .link(
                        Page.Way.ANCHOR,
                        "mailto:hello@" + site.host(),
                        site.phrases().subject(6));
    }

    private void show(Site site, String path, Answer answer) {
        site.add(path, answer);
        gallery(site).show(Page.Form.IMG, path, site.phrases().subject(random.nextInt(100)));
    }

    /** The page that shows what is odd: the first gallery. */
    private static Page gallery(Site site) {
        return List.copyOf(site.pages().values()).get(2);
    }

    private PictureFile decoy() {
        return stock.unlisted().get(random.nextInt(stock.unlisted().size()));
    }
}
