package org.vigie.web;

import java.util.List;
import java.util.Optional;

/**
 * What the layout needs to know of every page.
 *
 * @param language {@code en} or {@code fr}
 * @param otherLanguage the one that the toggle leads to
 * @param otherHref the same page in the other language
 * @param testMode nothing leaves this machine
 * @param person how the header names who is signed in
 * @param links the pages that this person may open, in the order of the work
 */
record Shell(
        String language,
        String otherLanguage,
        String otherHref,
        boolean testMode,
        Optional<String> person,
        List<Link> links,
        Optional<PublicPage> publicPage) {

    /**
     * One entry of the navigation.
     *
     * @param key of the text
     * @param current the page shown is this one or lies below it
     */
    record Link(String key, String href, boolean current) {}

    /** Path of the page to report an address, in the language of this page. */
    public String reportHref() {
        return PublicPage.REPORT.in(java.util.Locale.of(language));
    }

    public String receiptHref() {
        return PublicPage.RECEIPT.in(java.util.Locale.of(language));
    }
}
