package io.cowrite.access;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** [R1] */
class GuestMakerTests {

    @Test
    void everyColorStandsOutOnWhiteAndOnDark() {
        assertThat(GuestMaker.COLORS).doesNotHaveDuplicates().allSatisfy(color -> {
            assertThat(contrast(color, "#ffffff")).isGreaterThanOrEqualTo(3);
            assertThat(contrast(color, "#1e1e1e")).isGreaterThanOrEqualTo(3);
        });
    }

    /** The contrast ratio of WCAG 2. */
    private static double contrast(String a, String b) {
        double light = Math.max(luminance(a), luminance(b));
        double dark = Math.min(luminance(a), luminance(b));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double luminance(String color) {
        return 0.2126 * channel(color, 1) + 0.7152 * channel(color, 3) + 0.0722 * channel(color, 5);
    }

    private static double channel(String color, int from) {
        double value = Integer.parseInt(color.substring(from, from + 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
