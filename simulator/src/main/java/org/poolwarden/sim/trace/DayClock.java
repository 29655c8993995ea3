package org.poolwarden.sim.trace;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** Turns times of day into instants, as sar prints them: an earlier time than the one before is of the next day. */
final class DayClock {

    private LocalDate day = LocalDate.ofInstant(Stamps.EPOCH, ZoneOffset.UTC);
    private LocalTime last = LocalTime.MIN;

    void begin(LocalDate date) {
        day = date;
        last = LocalTime.MIN;
    }

    Instant at(LocalTime time) {
        if (time.isBefore(last)) {
            day = day.plusDays(1);
        }
        last = time;
        return day.atTime(time).toInstant(ZoneOffset.UTC);
    }
}
