package org.vigie.demo.world;

import java.util.List;
import java.util.Locale;

/** The words of the world's pages in one language. */
record Phrases(
        Locale language,
        String home,
        String about,
        String gallery,
        String album,
        String picture,
        String elsewhere,
        String removed,
        String notFound,
        List<String> sentences,
        List<String> subjects,
        List<String> witness) {
    static final Phrases ENGLISH = new Phrases(
            Locale.ENGLISH,
            "Home",
            "About",
            "Gallery",
            "Album",
            "Picture",
            "Elsewhere",
            "This picture was removed.",
            "There is nothing at this address.",
            List.of(
                    "These views were drawn from noise, one frosty morning after another.",
                    "Hills, clouds and shapes; nobody was there.",
                    "The colours were picked by chance and kept when they went well together.",
                    "New patterns come every week, older ones stay in the albums."),
            List.of("Lake", "Hill", "Orchard", "Quay", "Mist", "Slope", "Field", "Shore", "Ridge", "Meadow"),
            List.of(
                    "Please look at this page.",
                    "I came upon this page and would like it to be checked.",
                    "A picture on this page should be checked.",
                    ""));

    static final Phrases FRENCH = new Phrases(
            Locale.FRENCH,
            "Accueil",
            "À propos",
            "Galerie",
            "Album",
            "Image",
            "Ailleurs",
            "Cette image a été retirée.",
            "Il n’y a rien à cette adresse.",
            List.of(
                    "Ces vues sont nées du bruit, un matin de givre après l’autre.",
                    "Des collines, des nuages, des formes ; personne n’y était.",
                    "Les couleurs ont été tirées au sort et gardées quand elles allaient bien ensemble.",
                    "De nouveaux motifs arrivent chaque semaine, les anciens restent dans les albums."),
            List.of("Lac", "Colline", "Verger", "Quai", "Brume", "Versant", "Champ", "Rivage", "Crête", "Prairie"),
            List.of(
                    "Merci de regarder cette page.",
                    "Je suis tombé sur cette page et j’aimerais qu’elle soit vérifiée.",
                    "Une image de cette page devrait être vérifiée.",
                    ""));

    static Phrases in(Locale language) {
        return language.equals(Locale.FRENCH) ? FRENCH : ENGLISH;
    }

    String subject(int number) {
        return subjects.get(Math.floorMod(number, subjects.size()));
    }

    String sentence(int number) {
        return sentences.get(Math.floorMod(number, sentences.size()));
    }
}
