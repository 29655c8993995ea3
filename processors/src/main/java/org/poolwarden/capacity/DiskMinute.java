package org.poolwarden.capacity;

import java.util.OptionalDouble;

/**
 * What one disk of a VM did.
 *
 * @param host where it ran last
 * @param sr empty where it is unknown
 * @param slots those with a value
 * @param requests sum of its requests per second over slots, millionths
 * @param waiting sum of its requests under way over {@code waits} slots, millionths
 * @param noisy minutes in which it took so much that its neighbours felt it
 * @param squares sum of its squared requests per second over slots, hundredths
 */
public record DiskMinute(
        String vm,
        String device,
        String host,
        String sr,
        long slots,
        long requests,
        long waiting,
        long waits,
        long noisy,
        long squares) {

    /** A million requests per second, squared, in every slot of a day still are a long. */
    static final double HUNDRED = 100;

    /** For example {@code 0d8b/xvda}. */
    public String disk() {
        return vm + "/" + device;
    }

    /** This one and a later one of the same disk. */
    DiskMinute plus(DiskMinute later) {
        return new DiskMinute(
                vm,
                device,
                later.host,
                later.sr,
                slots + later.slots,
                requests + later.requests,
                waiting + later.waiting,
                waits + later.waits,
                noisy + later.noisy,
                squares + later.squares);
    }

    /** A minute in which it was noisy. */
    DiskMinute heard() {
        return new DiskMinute(vm, device, host, sr, slots, requests, waiting, waits, 1, squares);
    }

    double iops() {
        return slots == 0 ? 0 : requests / Tally.MILLION / slots;
    }

    /** Of its requests per second, slot by slot; 0 where the squares are of fewer slots than the sum. */
    double variance() {
        return slots == 0 ? 0 : Math.max(0, squares / HUNDRED / slots - iops() * iops());
    }

    OptionalDouble outstanding() {
        return waits == 0 ? OptionalDouble.empty() : OptionalDouble.of(waiting / Tally.MILLION / waits);
    }
}
