package org.vigie.core.probe;

import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.Pdq;

/**
 * Questions that resemble each other, from the first one on.
 *
 * <p>A question is a step away if it lies farther from the first one than all before, and if the one that it resembles most
 * lies on the way there. Copies of one picture scatter around it: the farthest are nearer to the middle than to each
 * other, and a new farthest one becomes rarer with each question. Of a climb every accepted change is one.
 */
final class Trail {
    /** A question and whether it was listed. */
    record Member(Pdq hash, boolean isListed) {}

    private final Member first;
    private final Deque<Member> members = new ArrayDeque<>();
    private final Deque<Integer> steps = new ArrayDeque<>();
    private final Deque<Integer> crossings = new ArrayDeque<>();
    private int farthest;
    private int questions = 1;

    Trail(Member first) {
        this.first = first;
    }

    /** The one that hash resembles most, and how much. */
    record Nearest(Member member, int distance) {}

    @Nullable
    Nearest nearest(Pdq hash) {
        Member best = first;
        int least = first.hash.distance(hash);
        for (Member member : members) {
            int distance = member.hash.distance(hash);
            if (distance < least) {
                best = member;
                least = distance;
            }
        }
        return least <= ProbeLimits.NEAR_BITS ? new Nearest(best, least) : null;
    }

    /** Takes a question in that resembles that one. */
    void add(Member asked, Member resembled) {
        questions++;
        int away = first.hash.distance(asked.hash);
        int parentAway = first.hash.distance(resembled.hash);
        if (away >= farthest + ProbeLimits.STEP_BITS_MIN && 4 * parentAway >= 3 * farthest) {
            steps.add(questions);
            farthest = away;
        }
        if (asked.isListed != resembled.isListed) {
            crossings.add(questions);
        }
        forgetBefore(steps);
        forgetBefore(crossings);
        members.add(asked);
        if (members.size() > ProbeLimits.MEMBERS_MAX) {
            members.removeFirst();
        }
    }

    private void forgetBefore(Deque<Integer> numbers) {
        while (!numbers.isEmpty() && numbers.getFirst() <= questions - ProbeLimits.WINDOW) {
            numbers.removeFirst();
        }
    }

    /**
     * What it looks like now.
     *
     * @param expectsSequences whether steps alone, without changes between listed and not, are what the asker does anyway
     */
    Optional<ProbeAlarm> alarm(boolean expectsSequences) {
        if (crossings.size() >= ProbeLimits.CROSSINGS_MAX) {
            return Optional.of(new ProbeAlarm(ProbeAlarm.Cause.CROSSING, questions));
        }
        boolean climbs = steps.size() >= ProbeLimits.STEPS_OF_A_CLIMB && farthest >= ProbeLimits.CLIMB_BITS_MIN;
        return climbs && (!expectsSequences || crossings.size() > 1)
                ? Optional.of(new ProbeAlarm(ProbeAlarm.Cause.CLIMB, questions))
                : Optional.empty();
    }

    /** How near it comes to an alarm. */
    int weight() {
        return Math.max(steps.size(), crossings.size());
    }

    /** One line from which {@link #parse} makes the same. */
    String text() {
        var text = new StringBuilder()
                .append(questions)
                .append(' ')
                .append(farthest)
                .append(' ')
                .append(numbers(steps))
                .append(' ')
                .append(numbers(crossings))
                .append(' ')
                .append(text(first));
        members.forEach(member -> text.append(' ').append(text(member)));
        return text.toString();
    }

    /** @throws IllegalArgumentException where it is no such line */
    static Trail parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length < 5) {
            throw new IllegalArgumentException("not a trail");
        }
        var trail = new Trail(member(words[4]));
        trail.questions = Integer.parseInt(words[0]);
        trail.farthest = Integer.parseInt(words[1]);
        read(words[2], trail.steps);
        read(words[3], trail.crossings);
        for (int word = 5; word < words.length; word++) {
            trail.members.add(member(words[word]));
        }
        return trail;
    }

    private static String numbers(Deque<Integer> numbers) {
        var text = new StringBuilder("-");
        numbers.forEach(number -> text.append(number).append('-'));
        return text.toString();
    }

    private static void read(String text, Deque<Integer> into) {
        for (String number : text.split("-", -1)) {
            if (!number.isEmpty()) {
                into.add(Integer.valueOf(number));
            }
        }
    }

    private static String text(Member member) {
        return (member.isListed ? "+" : ".")
                + Base64.getEncoder()
                        .withoutPadding()
                        .encodeToString(member.hash.value().bytes());
    }

    private static Member member(String text) {
        byte[] bytes = Base64.getDecoder().decode(text.substring(1));
        return new Member(Pdq.of(HashValue.of(HashAlgorithm.PDQ, bytes)), text.charAt(0) == '+');
    }
}
