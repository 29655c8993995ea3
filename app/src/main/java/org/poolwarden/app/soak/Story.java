package org.poolwarden.app.soak;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A scenario that was drawn from a seed, in parts that can be left out one by one.
 *
 * @param manner keys of the file beside cast and beats, as {@code policy: {mode: auto}}
 * @param beats what happens, until the story is put right
 * @param end when that begins: seconds since the beginning of the run
 * @param tailSeconds quiet at the very end
 */
record Story(
        long seed,
        List<PoolCast> pools,
        List<String> observers,
        List<String> manner,
        List<Beat> beats,
        int end,
        int tailSeconds) {
    Story {
        pools = List.copyOf(pools);
        observers = List.copyOf(observers);
        manner = List.copyOf(manner);
        beats = List.copyOf(beats);
    }

    Story withBeats(List<Beat> next) {
        return new Story(seed, pools, observers, manner, next, end, tailSeconds);
    }

    Story withPools(List<PoolCast> next) {
        return new Story(seed, next, observers, manner, beats, end, tailSeconds);
    }

    Story withObservers(List<String> next) {
        return new Story(seed, pools, next, manner, beats, end, tailSeconds);
    }

    /** The name of the file by which it is told. */
    String file() {
        return "seed-" + seed + ".yaml";
    }

    /** The scenario file: what happens, then everything is put right, then nothing happens. */
    String yaml() {
        Repair repair = new Repair(pools, observers, end);
        List<Beat> all = new ArrayList<>(beats);
        all.addAll(repair.beats(beats));
        StringBuilder text = new StringBuilder("name: drawn from seed " + seed + "\npools:\n");
        pools.forEach(pool -> text.append("  - ").append(pool.line()).append('\n'));
        text.append("observers: ").append(observers).append('\n');
        manner.forEach(line -> text.append(line).append('\n'));
        text.append("run: ").append(repair.over() + tailSeconds).append("s\n");
        text.append("seed: ").append(seed).append("\nevents:\n");
        all.stream().sorted(Comparator.comparingInt(Beat::second)).forEach(beat -> text.append("  - {at: ")
                .append(beat.second())
                .append("s, do: \"")
                .append(beat.act())
                .append("\"}\n"));
        return text.append("expect:\n  - {world: double-writers, is: 0}\n").toString();
    }
}
