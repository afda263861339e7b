package org.vigie.demo.world;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was taken down at one host, and what came back. A picture comes back at most once, and by itself. */
final class Takedowns {
    private final Clock clock;
    private final WorldTimings timings;
    private final Behaviour behaviour;
    private final Map<String, Place> places = new HashMap<>();

    /** An address that was taken down at least once. */
    private static final class Place {
        private final List<Change> changes = new ArrayList<>();
        private boolean isDown = true;
        private int misses;
        private int putBacks;
        private @Nullable Instant backAt;
    }

    /** Something done to a picture by its host. */
    record Change(Instant at, String path, Kind kind) {
        enum Kind {
            REMOVED,
            PUT_BACK
        }
    }

    Takedowns(Clock clock, WorldTimings timings, Behaviour behaviour) {
        this.clock = clock;
        this.timings = timings;
        this.behaviour = behaviour;
    }

    /** Takes the picture down; again where it came back, unless its host is stubborn. */
    synchronized void remove(String path) {
        Place place = places.get(path);
        if (place == null) {
            place = new Place();
            places.put(path, place);
            place.changes.add(new Change(clock.instant(), path, Change.Kind.REMOVED));
        }
    }

    /** Whether the picture is down now, for somebody who asks for its address; that they asked is counted. */
    synchronized boolean missedBy(String path) {
        Place place = settled(path);
        if (place == null || !place.isDown) {
            return false;
        }
        place.misses++;
        boolean comesBack = behaviour == Behaviour.PUTS_BACK && place.putBacks == 0 && place.backAt == null;
        if (comesBack && place.misses >= timings.putBackMisses()) {
            place.backAt = clock.instant().plus(timings.putBackAfter());
        }
        return true;
    }

    /** Whether the picture is down now. */
    synchronized boolean isDown(String path) {
        Place place = settled(path);
        return place != null && place.isDown;
    }

    /** Removals and returns of one address, oldest first. */
    synchronized List<Change> changes(String path) {
        Place place = settled(path);
        return place == null ? List.of() : List.copyOf(place.changes);
    }

    private @Nullable Place settled(String path) {
        Place place = places.get(path);
        if (place != null && place.backAt != null && !clock.instant().isBefore(place.backAt)) {
            place.changes.add(new Change(place.backAt, path, Change.Kind.PUT_BACK));
            place.isDown = false;
            place.putBacks++;
            place.backAt = null;
        }
        return place;
    }
}
