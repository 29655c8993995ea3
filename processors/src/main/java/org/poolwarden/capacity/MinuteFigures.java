package org.poolwarden.capacity;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Means of one minute of a subject.
 *
 * @param readShare of all requests; 0 without requests
 * @param outstanding requests under way; empty where nobody tells
 * @param latency seconds; empty without requests, or where nobody tells
 */
record MinuteFigures(double iops, double readShare, OptionalDouble outstanding, OptionalDouble latency) {

    /** Empty for a minute without a request count. */
    static Optional<MinuteFigures> of(Demand demand) {
        double reads = 0;
        double requests = 0;
        double outstanding = 0;
        double compared = 0;
        int slots = 0;
        int told = 0;
        for (int index = 0; index < SlotPlace.SLOTS; index++) {
            double all = demand.requestsAt(index);
            double waiting = demand.at(Figure.OUTSTANDING, index);
            if (Double.isNaN(all)) {
                continue;
            }
            slots++;
            requests += all;
            reads += Demand.plus(demand.at(Figure.READS, index), 0);
            if (!Double.isNaN(waiting)) {
                told++;
                outstanding += waiting;
                compared += all;
            }
        }
        if (slots == 0) {
            return Optional.empty();
        }
        double share = requests == 0 ? 0 : Math.min(1, reads / requests);
        return Optional.of(new MinuteFigures(
                requests / slots,
                share,
                told == 0 ? OptionalDouble.empty() : OptionalDouble.of(outstanding / told),
                Latency.of(outstanding, told == 0 ? 0 : compared)));
    }
}
