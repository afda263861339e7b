package org.vigie.crawl;

/**
 * How far from a seed links are followed. Pictures that a page embeds are fetched wherever they lie: the bytes are what is looked
 * for, and pages embed them from other hosts.
 */
public enum Scope {
    /** The seed alone, and the pictures that it embeds. */
    EXACT,
    /** The seed's host, on the seed's port; the usual port of the scheme counts as none, so that http and https are one. */
    HOST,
    /** The seed's registrable domain, as in the Public Suffix List. */
    DOMAIN
}
