package org.poolwarden.capacity;

/**
 * What one part of a subject was asked for in a window: an SR as one host has it, or a pool of the fleet.
 *
 * @param id SR; in the fleet a pool's name
 * @param host empty in the fleet
 * @param slots those with a value
 * @param reads sum of reads per second over slots, millionths
 * @param requests sum of requests per second over slots, millionths
 * @param profiled whether somebody has said what it can, as of its last minute; false for a pool, which tells that itself
 */
public record Part(String id, String host, long slots, long reads, long requests, boolean profiled) {

    String key() {
        return id + "/" + host;
    }

    Part plus(Part later) {
        return new Part(id, host, slots + later.slots, reads + later.reads, requests + later.requests, later.profiled);
    }

    Part withProfile(boolean known) {
        return new Part(id, host, slots, reads, requests, known);
    }

    double iops() {
        return slots == 0 ? 0 : requests / Tally.MILLION / slots;
    }
}
