package org.vigie.demo.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Hangs listed pictures up: in turn over the hosts, as exact and near copies, at all depths and in all the ways a page can show a
 * picture. The host that forbids crawling gets one more, at its start
 * page and embedded in a page of another host, that nobody polite can reach.
 */
final class Planting {
    private static final List<Page.Form> FORMS = List.of(
            Page.Form.IMG,
            Page.Form.SRCSET,
            Page.Form.BACKGROUND,
            Page.Form.POSTER,
            Page.Form.SOURCE,
            Page.Form.OPEN_GRAPH,
            Page.Form.LINK);

    private static final List<Edit> EDITS = List.of(Edit.values());

    private final Stock stock;
    private final NearCopies copies;
    private final SplittableRandom random;
    private final Addresses addresses;
    private final List<Plant> plants = new ArrayList<>();

    Planting(Stock stock, SplittableRandom random, Addresses addresses) {
        this.stock = stock;
        this.copies = new NearCopies(random.split());
        this.random = random.split();
        this.addresses = addresses;
    }

    List<Plant> plant(List<Site> sites, int number) {
        List<Site> reachable = sites.stream()
                .filter(site -> site.behaviour() != Behaviour.FORBIDS)
                .toList();
        for (int i = 0; i < number; i++) {
            int listed = i % stock.listed().size();
            boolean nearWanted = (i + i / reachable.size()) % 2 == 1;
            Site site = reachable.get(i % reachable.size());
            List<Page> pages = List.copyOf(site.pages().values());
            Page page = pages.get((1 + 3 * i) % pages.size());
            boolean isDeepest = page.depth() == WorldLimits.DEPTH_MAX;
            Page.Form form = isDeepest ? Page.Form.IMG : FORMS.get(i % FORMS.size());
            hang(site, page, form, listed, nearWanted && DemoHashList.knowsNear(listed));
        }
        if (number > 0) {
            for (Site site : sites) {
                if (site.behaviour() == Behaviour.FORBIDS) {
                    hang(site, start(site), Page.Form.IMG, 0, false);
                    start(reachable.getFirst())
                            .show(Page.Form.IMG, plants.getLast().address(), "");
                }
            }
        }
        return List.copyOf(plants);
    }

    private static Page start(Site site) {
        return site.pages().values().iterator().next();
    }

    private void hang(Site site, Page page, Page.Form form, int listed, boolean isNear) {
        PictureFile original = stock.listed().get(listed);
        PictureFile file = isNear ? copies.of(original, EDITS.get(plants.size() % EDITS.size())) : original;
        String path = MediaPaths.free(site, file.format(), random);
        site.add(path, Answer.bytes(file.format().mime(), file.bytes()));
        String alt = site.phrases().subject(random.nextInt(100));
        page.show(form, path, alt);
        List<String> foundOn = new ArrayList<>();
        foundOn.add(addresses.of(site.host(), page.path()));
        if (plants.size() % 4 == 0) {
            Page again = List.copyOf(site.pages().values()).getLast();
            if (!again.shows(path)) {
                again.show(Page.Form.IMG, path, alt);
                foundOn.add(addresses.of(site.host(), again.path()));
            }
        }
        plants.add(new Plant(
                site.host(),
                path,
                addresses.of(site.host(), path),
                foundOn,
                !isNear && DemoHashList.knowsExactly(listed) ? Plant.Kind.EXACT : Plant.Kind.NEAR,
                listed,
                file.pdq().distance(original.pdq()),
                page.depth(),
                site.behaviour()));
    }
}
