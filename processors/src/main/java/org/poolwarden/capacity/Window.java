package org.poolwarden.capacity;

import java.util.Arrays;
import org.poolwarden.schema.ReportWindow;

/** Lengths of time that reports are about; each begins at a multiple of its length. */
public enum Window {
    TEN_MINUTES("10m", 10, ReportWindow.TEN_MINUTES),
    ONE_HOUR("1h", 60, ReportWindow.ONE_HOUR),
    ONE_DAY("1d", 1440, ReportWindow.ONE_DAY);

    private final String word;
    private final int minutes;
    private final ReportWindow wire;

    Window(String word, int minutes, ReportWindow wire) {
        this.word = word;
        this.minutes = minutes;
        this.wire = wire;
    }

    /**
     * As a report names it.
     *
     * @throws IllegalArgumentException for UNSPECIFIED, which no record that was decoded has
     */
    public static Window of(ReportWindow wire) {
        return Arrays.stream(values())
                .filter(window -> window.wire == wire)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a report has a window, was " + wire));
    }

    /** As keys have it. */
    public String word() {
        return word;
    }

    public int minutes() {
        return minutes;
    }

    ReportWindow wire() {
        return wire;
    }

    /** First minute of the window that {@code minute} lies in. */
    public long start(long minute) {
        return Math.floorDiv(minute, minutes) * minutes;
    }

    /** Whether a running window is told of after this minute: the day only now and then. */
    public boolean isToldAfter(long minute) {
        return this != ONE_DAY || Math.floorMod(minute + 1, TEN_MINUTES.minutes) == 0;
    }
}
