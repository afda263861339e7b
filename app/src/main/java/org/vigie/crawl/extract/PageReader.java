package org.vigie.crawl.extract;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;
import org.jspecify.annotations.Nullable;
import org.vigie.core.address.BadAddress;
import org.vigie.core.address.CanonicalAddress;

/**
 * Finds what a page names. Elements are looked at as they are read, so that a page that takes too long gives what it had until
 * then; references are resolved at the end, when {@code base} is known.
 */
public final class PageReader {
    private static final Pattern PICTURE_NAME = Pattern.compile(
            "\\.(?:jpe?g|jpe|jfif|png|gif|webp|bmp|tiff?|avif|heic|heif|jxl|jp2|ico)$", Pattern.CASE_INSENSITIVE);
    private static final List<String> LAZY = List.of("data-src", "data-original", "data-lazy-src");
    private static final List<String> LAZY_SETS = List.of("data-srcset", "data-lazy-srcset");

    private final LongSupplier nanos;

    public PageReader() {
        this(System::nanoTime);
    }

    PageReader(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Reads a page, or the beginning of one.
     *
     * @param address where it was served from
     * @param declaredType the header Content-Type; may be empty
     */
    public PageContent read(CanonicalAddress address, byte[] page, String declaredType) {
        Reading reading = new Reading();
        long end = nanos.getAsLong() + TimeUnit.SECONDS.toNanos(ExtractLimits.READING_TIME_MAX.value());
        Parser parser = Parser.htmlParser().setMaxDepth(ExtractLimits.DEPTH_MAX.value());
        try (Reader reader = PageCharset.reader(page, declaredType);
                StreamParser stream = new StreamParser(parser).parse(reader, "")) {
            Iterator<Element> elements = stream.iterator();
            while (elements.hasNext()) {
                reading.take(elements.next());
                if (nanos.getAsLong() >= end || reading.isFull()) {
                    reading.cut++;
                    break;
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail to be read", e);
        }
        return reading.done(address);
    }

    private record Reference(String text, Link.Role role) {
        /** Without where it leads. */
        @Override
        public String toString() {
            return "Reference[" + role + "]";
        }
    }

    private static final class Reading {
        private final List<Reference> pictures = new ArrayList<>();
        private final List<Reference> pages = new ArrayList<>();
        private @Nullable String base;
        private @Nullable String refresh;
        private boolean asksToSignIn;
        private int cut;

        /** Pages alone never end the reading: the pictures may stand below a thousand links. */
        boolean isFull() {
            return pictures.size() >= ExtractLimits.REFERENCES_MAX.value();
        }

        void take(Element element) {
            switch (element.normalName()) {
                case "a", "area" -> link(element.attr("href"));
                case "frame", "iframe" -> add(element.attr("src"), Link.Role.PAGE);
                case "link" -> takeLink(element);
                case "img", "amp-img" -> takePicture(element);
                case "source" -> {
                    if (isPictureSource(element)) {
                        takePicture(element);
                    } else if (isVideoSource(element)) {
                        add(element.attr("src"), Link.Role.EMBEDDED_PICTURE);
                    }
                }
                case "video" -> {
                    add(element.attr("poster"), Link.Role.EMBEDDED_PICTURE);
                    add(element.attr("src"), Link.Role.EMBEDDED_PICTURE);
                }
                case "image" -> {
                    add(element.attr("href"), Link.Role.EMBEDDED_PICTURE);
                    add(element.attr("xlink:href"), Link.Role.EMBEDDED_PICTURE);
                }
                case "input" -> takeInput(element);
                case "base" -> base = base == null && element.hasAttr("href") ? element.attr("href") : base;
                case "meta" -> takeMeta(element);
                default -> {}
            }
            if (element.hasAttr("style")) {
                addAll(element.attr("style"), References::ofStyle);
            }
            if (element.hasAttr("background")) {
                add(element.attr("background"), Link.Role.EMBEDDED_PICTURE);
            }
        }

        private void takePicture(Element element) {
            add(element.attr("src"), Link.Role.EMBEDDED_PICTURE);
            addAll(element.attr("srcset"), References::ofSrcset);
            LAZY.forEach(name -> add(element.attr(name), Link.Role.EMBEDDED_PICTURE));
            LAZY_SETS.forEach(name -> addAll(element.attr(name), References::ofSrcset));
        }

        private void takeLink(Element element) {
            List<String> relations =
                    List.of(element.attr("rel").toLowerCase(Locale.ROOT).strip().split("\\s+", -1));
            if (relations.contains("icon")
                    || relations.contains("image_src")
                    || relations.contains("apple-touch-icon")) {
                add(element.attr("href"), Link.Role.EMBEDDED_PICTURE);
                return;
            }
            if (relations.contains("preload") && element.attr("as").equalsIgnoreCase("image")) {
                add(element.attr("href"), Link.Role.EMBEDDED_PICTURE);
                addAll(element.attr("imagesrcset"), References::ofSrcset);
                return;
            }
            boolean technical = relations.stream().anyMatch(relation -> switch (relation) {
                case "stylesheet",
                        "preload",
                        "modulepreload",
                        "prefetch",
                        "preconnect",
                        "dns-prefetch",
                        "manifest",
                        "pingback",
                        "search" -> true;
                default -> false;
            });
            if (!technical) {
                link(element.attr("href"));
            }
        }

        private void takeInput(Element element) {
            String type = element.attr("type").strip().toLowerCase(Locale.ROOT);
            asksToSignIn |= type.equals("password");
            if (type.equals("image")) {
                add(element.attr("src"), Link.Role.EMBEDDED_PICTURE);
            }
        }

        private void takeMeta(Element element) {
            String name = element.attr("property") + " " + element.attr("name") + " " + element.attr("itemprop");
            for (String word : name.toLowerCase(Locale.ROOT).split("\\s+", -1)) {
                switch (word) {
                    case "og:image",
                            "og:image:url",
                            "og:image:secure_url",
                            "twitter:image",
                            "twitter:image:src",
                            "image" -> add(element.attr("content"), Link.Role.EMBEDDED_PICTURE);
                    default -> {}
                }
            }
            if (refresh == null && element.attr("http-equiv").equalsIgnoreCase("refresh")) {
                refresh = References.ofRefresh(element.attr("content")).orElse(null);
            }
        }

        /** A source belongs to a picture or to video; only those of pictures have a srcset. */
        private static boolean isPictureSource(Element element) {
            return element.hasAttr("srcset")
                    || LAZY_SETS.stream().anyMatch(element::hasAttr)
                    || (element.parent() != null
                            && element.parent().normalName().equals("picture"));
        }

        private static boolean isVideoSource(Element element) {
            return element.parent() != null && element.parent().normalName().equals("video");
        }

        private void link(String reference) {
            String path = reference.replaceAll("[?#].*", "");
            add(reference, PICTURE_NAME.matcher(path).find() ? Link.Role.LINKED_PICTURE : Link.Role.PAGE);
        }

        private void addAll(String value, java.util.function.Function<String, List<String>> split) {
            if (value.length() > ExtractLimits.ATTRIBUTE_MAX.value()) {
                cut++;
                return;
            }
            split.apply(value).forEach(reference -> add(reference, Link.Role.EMBEDDED_PICTURE));
        }

        private void add(String reference, Link.Role role) {
            String text = reference.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                return;
            }
            List<Reference> references = role == Link.Role.PAGE ? pages : pictures;
            if (text.length() > ExtractLimits.REFERENCE_MAX.value()
                    || references.size() >= ExtractLimits.REFERENCES_MAX.value()) {
                cut++;
                return;
            }
            references.add(new Reference(text, role));
        }

        PageContent done(CanonicalAddress address) {
            CanonicalAddress from = resolve(address, base).orElse(address);
            Map<CanonicalAddress, Link.Role> found = new LinkedHashMap<>();
            int unfit = 0;
            List<Reference> references = new ArrayList<>(pictures);
            references.addAll(pages);
            for (Reference reference : references) {
                Optional<CanonicalAddress> target = resolve(from, reference.text());
                if (target.isEmpty()) {
                    unfit++;
                } else if (found.containsKey(target.get()) || found.size() < ExtractLimits.LINKS_MAX.value()) {
                    found.merge(target.get(), reference.role(), Reading::stronger);
                } else {
                    cut++;
                }
            }
            List<Link> links = new ArrayList<>();
            found.forEach((target, role) -> links.add(new Link(target, role)));
            return new PageContent(links, resolve(from, refresh), asksToSignIn, cut, unfit);
        }

        private static Link.Role stronger(Link.Role a, Link.Role b) {
            return a.compareTo(b) >= 0 ? a : b;
        }

        private static Optional<CanonicalAddress> resolve(CanonicalAddress from, @Nullable String reference) {
            if (reference == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(from.resolve(reference));
            } catch (BadAddress e) {
                return Optional.empty();
            }
        }
    }
}
