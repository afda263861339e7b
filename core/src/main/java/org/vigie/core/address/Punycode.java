package org.vigie.core.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Unicode in the letters of host names: the algorithm and the parameters of RFC 3492. */
final class Punycode {
    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int FIRST_BIAS = 72;
    private static final int FIRST_POINT = 128;

    private Punycode() {}

    /** Without the prefix {@code xn--}. The work grows with the square of the length, which a host name bounds. */
    static String encode(String label) {
        int[] points = label.codePoints().toArray();
        StringBuilder out = new StringBuilder();
        for (int point : points) {
            if (point < FIRST_POINT) {
                out.append((char) point);
            }
        }
        int basic = out.length();
        int handled = basic;
        if (basic > 0) {
            out.append('-');
        }
        long delta = 0;
        int next = FIRST_POINT;
        int bias = FIRST_BIAS;
        while (handled < points.length) {
            int smallest = Integer.MAX_VALUE;
            for (int point : points) {
                if (point >= next) {
                    smallest = Math.min(smallest, point);
                }
            }
            delta += (long) (smallest - next) * (handled + 1);
            next = smallest;
            for (int point : points) {
                if (point < next) {
                    delta++;
                }
                if (point == next) {
                    appendNumber(out, delta, bias);
                    bias = adapted(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
            next++;
        }
        return out.toString();
    }

    /** Of a text without the prefix; nothing where it is not one that {@link #encode} can make. */
    static Optional<String> decode(String text) {
        int dash = text.lastIndexOf('-');
        List<Integer> points = new ArrayList<>();
        text.substring(0, Math.max(0, dash)).chars().forEach(points::add);
        int at = dash < 0 ? 0 : dash + 1;
        long delta = 0;
        int next = FIRST_POINT;
        int bias = FIRST_BIAS;
        while (at < text.length()) {
            long before = delta;
            long weight = 1;
            for (int k = BASE; ; k += BASE) {
                int digit = at < text.length() ? digit(text.charAt(at++)) : -1;
                delta += digit * weight;
                if (digit < 0 || delta > Integer.MAX_VALUE) {
                    return Optional.empty();
                }
                int threshold = threshold(k, bias);
                if (digit < threshold) {
                    break;
                }
                weight *= BASE - threshold;
                if (weight > Integer.MAX_VALUE) {
                    return Optional.empty();
                }
            }
            int length = points.size() + 1;
            bias = adapted(delta - before, length, before == 0);
            next += (int) (delta / length);
            delta %= length;
            if (next > Character.MAX_CODE_POINT || next < FIRST_POINT) {
                return Optional.empty();
            }
            points.add((int) delta, next);
            delta++;
        }
        StringBuilder out = new StringBuilder();
        points.forEach(out::appendCodePoint);
        return Optional.of(out.toString());
    }

    private static void appendNumber(StringBuilder out, long number, int bias) {
        long left = number;
        for (int k = BASE; ; k += BASE) {
            int threshold = threshold(k, bias);
            if (left < threshold) {
                out.append(digit((int) left));
                return;
            }
            out.append(digit(threshold + (int) ((left - threshold) % (BASE - threshold))));
            left = (left - threshold) / (BASE - threshold);
        }
    }

    private static int threshold(int k, int bias) {
        return Math.clamp(k - bias, T_MIN, T_MAX);
    }

    private static int adapted(long delta, int length, boolean isFirst) {
        long left = isFirst ? delta / DAMP : delta / 2;
        left += left / length;
        int k = 0;
        while (left > (BASE - T_MIN) * T_MAX / 2) {
            left /= BASE - T_MIN;
            k += BASE;
        }
        return k + (int) ((BASE - T_MIN + 1) * left / (left + SKEW));
    }

    private static char digit(int value) {
        return (char) (value < 26 ? 'a' + value : '0' + value - 26);
    }

    private static int digit(char c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a';
        }
        return c >= '0' && c <= '9' ? c - '0' + 26 : -1;
    }
}
