package org.vigie.core.address;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Free words in which the addresses are made harmless, as {@link CanonicalAddress#defanged} makes one. */
public final class DefangedText {
    /** An address as people write it: a scheme and a host, or a host that begins with {@code www}. */
    private static final Pattern ADDRESS =
            Pattern.compile("\\b(?:https?|ftps?)://[^\\s/?#]+|\\bwww\\.[^\\s/?#]+", Pattern.CASE_INSENSITIVE);

    private DefangedText() {}

    /** The words, with {@code hxxps://host[.]example} where an address stood. */
    public static String of(String words) {
        return ADDRESS.matcher(words).replaceAll(found -> {
            String whole = found.group();
            int host = whole.indexOf("://") < 0 ? 0 : whole.indexOf("://") + 3;
            String scheme =
                    whole.substring(0, host).replaceFirst("(?i)^h(tt)p", "hxxp").replaceFirst("(?i)^ftp", "fxp");
            return Matcher.quoteReplacement(scheme + whole.substring(host).replace(".", "[.]"));
        });
    }
}
