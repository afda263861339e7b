package org.vigie.api;

import java.text.Normalizer;
import java.util.Locale;

/** The name of a hash list as other software takes it: capitals, digits and underscores. */
final class BankName {
    private BankName() {}

    /** {@code Liste d'été 2} becomes {@code LISTE_D_ETE_2}. Two lists may get one name; their entries then stand in one bank. */
    static String of(String listName) {
        String bank = Normalizer.normalize(listName, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^A-Z0-9]+", "_")
                .replaceAll("^_|_$", "");
        return bank.isEmpty() ? "LIST" : bank;
    }
}
