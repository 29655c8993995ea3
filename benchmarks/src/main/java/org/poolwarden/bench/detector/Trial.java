package org.poolwarden.bench.detector;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.poolwarden.bench.fleet.Lab;
import org.poolwarden.bench.fleet.Pools;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.failover.stream.FailoverTopology;

/**
 * Some sides on one topic: all read the rounds in which pools become known, and then, one after another, the same rounds
 * in which nothing happens.
 *
 * @param records how many heartbeats are measured; a multiple of the pools' hosts
 */
record Trial(Lab lab, Pools pools, long records, List<Reader> readers) {

    /** Every master has told its records twice by then, and every pool is calm. */
    private static final int KNOWN_AFTER = 8;

    /** Who reads. */
    enum Reader {
        FAILOVER("failover topology"),
        STORE_ONLY("store-only topology"),
        RAW("raw consumer and fold");

        private final String title;

        Reader(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /**
     * What came out.
     *
     * @param micros CPU time of each heartbeat
     * @param read heartbeats of the measured rounds
     * @param judgements that the failover topology made meanwhile, in parts of the heartbeats
     */
    record Outcome(Map<Reader, Double> micros, Map<Reader, Long> read, double judgements) {}

    Trial {
        if (records % pools.hosts() != 0) {
            throw new IllegalArgumentException(
                    "expected a multiple of " + pools.hosts() + " hosts to be measured, was " + records);
        }
    }

    /**
     * @param name of topics and applications; of one trial only
     */
    Outcome measure(String name) throws InterruptedException {
        Log log = Log.create(lab, name, pools);
        LongAdder judgements = new LongAdder();
        Map<Reader, Side> sides = new EnumMap<>(Reader.class);
        try {
            log.append(KNOWN_AFTER);
            long known = log.size();
            for (Reader reader : readers) {
                Side side = side(reader, log, name, judgements);
                sides.put(reader, side);
                side.settle(known);
            }
            log.append((int) (records / pools.hosts()));
            return outcome(log, sides, known, judgements);
        } finally {
            sides.values().forEach(Side::close);
        }
    }

    private Outcome outcome(Log log, Map<Reader, Side> sides, long known, LongAdder judgements)
            throws InterruptedException {
        Map<Reader, Double> micros = new EnumMap<>(Reader.class);
        Map<Reader, Long> read = new EnumMap<>(Reader.class);
        judgements.reset();
        for (Map.Entry<Reader, Side> entry : sides.entrySet()) {
            Duration took = entry.getValue().readUntil(log.size());
            micros.put(entry.getKey(), took.toNanos() / 1000.0 / records);
            read.put(entry.getKey(), entry.getValue().read() - known);
        }
        return new Outcome(micros, read, judgements.doubleValue() / records);
    }

    private static Side side(Reader reader, Log log, String name, LongAdder judgements) {
        return switch (reader) {
            case FAILOVER -> new StreamsSide(
                    log,
                    name + "-failover",
                    new FailoverTopology(
                                    log.topics(),
                                    log.lab().codec(),
                                    Tolerance.DEFAULT,
                                    decision -> judgements.increment())
                            .get());
            case STORE_ONLY -> new StreamsSide(
                    log,
                    name + "-store",
                    new StoreOnly(log.topics().heartbeats(), log.lab().codec()).get());
            case RAW -> new RawSide(log);
        };
    }
}
