package org.poolwarden.capacity;

/**
 * The demand of one day.
 *
 * @param day of the epoch, UTC
 * @param iops 95th percentile of the day
 */
public record DayDemand(long day, double iops) {

    public DayDemand {
        Checked.nonNegative("iops", iops);
    }
}
