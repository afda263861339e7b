package org.vigie.core.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.core.video.VideoThresholds.ClipRule;

class StretchTest {
    @Test
    void aLongerGapThanTheRulesBeginsAnother() {
        assertThat(Stretch.of(List.of(1.0, 1.5, 2.0, 5.0, 8.5), 3))
                .containsExactly(new Stretch(1, 5, 4), new Stretch(8.5, 8.5, 1));
        assertThat(Stretch.of(List.of(), 3)).isEmpty();
        assertThat(Stretch.of(List.of(7.0), 3)).containsExactly(new Stretch(7, 7, 1));
    }

    @Test
    void aClipNeedsFramesAndTime() {
        var rule = new ClipRule(0.5, 3, 1, 3);
        assertThat(new Stretch(0, 1, 3).isClip(rule)).isTrue();
        assertThat(new Stretch(0, 0.5, 3).isClip(rule)).isFalse();
        assertThat(new Stretch(0, 9, 2).isClip(rule)).isFalse();
    }

    @Test
    void stretchesMeetInAMoment() {
        assertThat(new Stretch(0, 2, 3).meets(new Stretch(2, 4, 3))).isTrue();
        assertThat(new Stretch(0, 2, 3).meets(new Stretch(2.1, 4, 3))).isFalse();
        assertThat(new Stretch(1, 1, 1).meets(new Stretch(0, 4, 3))).isTrue();
    }

    @Test
    void nonsenseIsNoStretch() {
        assertThatThrownBy(() -> new Stretch(2, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Stretch(-1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Stretch(0, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
