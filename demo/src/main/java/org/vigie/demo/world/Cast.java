package org.vigie.demo.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Who is in a world: names drawn from a fixed stock and the characters dealt to them. Every world has one host of each character;
 * what is over simply acts. From {@link #SHARED_FROM} hosts on, the last one belongs to the provider of the first that acts, so
 * that notices about both go to one mailbox.
 */
final class Cast {
    private static final int SHARED_FROM = 8;

    private static final List<String> ENGLISH = List.of(
            "lakeside.example",
            "www.harbour.example",
            "pictures.northwind.example",
            "orchard.example",
            "hillside.example",
            "cove.fernbank.example",
            "meadow.example");

    private static final List<String> FRENCH = List.of(
            "photos.lumiere.example",
            "album.montclair.example",
            "galerie.bruyere.example",
            "atelier.sorbier.example",
            "tilleul.example",
            "www.granit.example",
            "images.rivage.example");

    /** One part to play. */
    record Part(String host, Provider provider) {}

    private Cast() {}

    static List<Part> deal(int hosts, SplittableRandom random) {
        List<String> names = names(hosts, random);
        List<Behaviour> behaviours = new ArrayList<>(List.of(Behaviour.values()));
        behaviours.remove(Behaviour.ACTS);
        behaviours.addFirst(Behaviour.ACTS);
        while (behaviours.size() < hosts) {
            behaviours.add(Behaviour.ACTS);
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < hosts; i++) {
            boolean isShared = i == hosts - 1 && hosts >= SHARED_FROM;
            if (isShared) {
                Part first = parts.getFirst();
                Provider both = provider(first.host(), Behaviour.ACTS, List.of(first.host(), blogOf(first)));
                parts.set(0, new Part(first.host(), both));
                parts.add(new Part(blogOf(first), both));
            } else {
                parts.add(new Part(names.get(i), provider(names.get(i), behaviours.get(i), List.of(names.get(i)))));
            }
        }
        return parts;
    }

    private static String blogOf(Part part) {
        return "blog." + part.provider().domain();
    }

    private static Provider provider(String host, Behaviour behaviour, List<String> hosts) {
        String domain = domain(host);
        String label = domain.substring(0, domain.indexOf('.'));
        String name = Character.toUpperCase(label.charAt(0)) + label.substring(1);
        boolean isFrench = FRENCH.contains(host);
        return new Provider(
                isFrench ? "Hébergement " + name : name + " Hosting",
                domain,
                "abuse@" + domain,
                isFrench ? Locale.FRENCH : Locale.ENGLISH,
                behaviour,
                hosts);
    }

    /** The last two labels. */
    private static String domain(String host) {
        int last = host.lastIndexOf('.');
        return host.substring(host.lastIndexOf('.', last - 1) + 1);
    }

    /** Languages alternate, so that each world has both. */
    private static List<String> names(int number, SplittableRandom random) {
        List<String> english = shuffled(ENGLISH, random);
        List<String> french = shuffled(FRENCH, random);
        List<String> names = new ArrayList<>();
        int first = random.nextInt(2);
        for (int i = 0; i < number; i++) {
            names.add((i + first) % 2 == 0 ? english.get(i / 2) : french.get(i / 2));
        }
        return names;
    }

    private static List<String> shuffled(List<String> names, SplittableRandom random) {
        List<String> shuffled = new ArrayList<>(names);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
        return shuffled;
    }
}
