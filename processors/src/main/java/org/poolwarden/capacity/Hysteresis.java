package org.poolwarden.capacity;

/**
 * A condition that opens and closes by different bounds, and only after it has held.
 *
 * @param open whether it fires
 * @param streak for how many minutes without a break the other state has been called for
 */
public record Hysteresis(boolean open, int streak) {

    public static final Hysteresis CALM = new Hysteresis(false, 0);

    /**
     * Above {@code opens} for {@code minutes} on end it fires, below {@code closes} for as many it ends.
     *
     * @param minutes at least 1
     */
    public record Band(double opens, double closes, int minutes) {
        public Band {
            Checked.positive("opens", opens);
            Checked.nonNegative("closes", closes);
            if (closes >= opens) {
                throw new IllegalArgumentException("closes must be below opens " + opens + ", was " + closes);
            }
            if (minutes < 1) {
                throw new IllegalArgumentException("minutes must be at least 1, was " + minutes);
            }
        }
    }

    public Hysteresis {
        Checked.nonNegative("streak", streak);
    }

    /** After one minute more; a minute without a figure is not passed in. */
    public Hysteresis after(double value, Band band) {
        Checked.nonNegative("value", value);
        boolean turns = open ? value < band.closes() : value > band.opens();
        if (!turns) {
            return new Hysteresis(open, 0);
        }
        return streak + 1 >= band.minutes() ? new Hysteresis(!open, 0) : new Hysteresis(open, streak + 1);
    }
}
