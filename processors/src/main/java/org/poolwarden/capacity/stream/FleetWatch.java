package org.poolwarden.capacity.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.poolwarden.capacity.FleetMinute;
import org.poolwarden.capacity.Frontier;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.PoolDemand;
import org.poolwarden.schema.wire.BadRecordException;

/**
 * Adds pools up to the fleet. A pool tells each minute once and in order, so one that it has told before, by whatever
 * replay, is no news. Pools are to the fleet what hosts are to a pool: who is silent holds up nobody.
 */
final class FleetWatch implements Processor<String, PoolDemand, String, CapacityReport> {

    /** A pool closes a minute a minute; three missed are silence. */
    private static final Duration SILENCE = Duration.ofMinutes(3);

    private static final Duration TICK = Duration.ofSeconds(10);
    private static final Duration BURIAL = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final Consumer<CapacityReport> listener;

    private ProcessorContext<String, CapacityReport> context;
    private FleetStores stores;
    private FleetClosing closing;
    private Silences silences;
    /** Newer than the store's by what was heard since a minute was last closed. */
    private Optional<Frontier> frontier = Optional.empty();

    FleetWatch(Consumer<CapacityReport> listener) {
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<String, CapacityReport> context) {
        this.context = context;
        stores = new FleetStores(context);
        closing = new FleetClosing(stores, this::write);
        silences = new Silences(context::currentSystemTimeMs);
        frontier = stores.frontier();
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> frontier.ifPresent(this::tick));
        context.schedule(BURIAL, PunctuationType.WALL_CLOCK_TIME, now -> frontier.ifPresent(this::bury));
    }

    @Override
    public void process(Record<String, PoolDemand> record) {
        PoolDemand pool = record.value();
        Instant appended = Instant.ofEpochMilli(record.timestamp());
        FleetMinute.objection(pool, record.key(), appended).ifPresent(objection -> {
            throw new BadRecordException(objection);
        });
        silences.heard(FleetStores.FLEET, pool.getPool());
        Frontier before = frontier.orElseGet(() -> Frontier.at(FleetStores.FLEET, pool.getMinute()));
        Instant end = Instant.ofEpochSecond(60 * (pool.getMinute() + 1));
        Frontier.HostTime known = before.hosts().get(pool.getPool());
        if (known != null && !known.newest().isBefore(end)) {
            return;
        }
        frontier = Optional.of(before.heard(pool.getPool(), end, appended));
        if (before.isClosed(pool.getMinute())) {
            closing.late(pool);
        } else {
            stores.keep(pool);
        }
        closeMinutes();
    }

    /** A minute is closed when every pool has told the next one, too: so the first to speak does not shut out the others. */
    private void closeMinutes() {
        Frontier now = frontier.orElseThrow();
        OptionalLong minute = now.closable(silences.of(FleetStores.FLEET), SILENCE);
        if (minute.isPresent() && !now.isClosed(minute.getAsLong())) {
            frontier = Optional.of(closing.close(now, minute.getAsLong()));
        }
    }

    private void tick(Frontier before) {
        closeMinutes();
        List<String> silent = before.hosts().entrySet().stream()
                .filter(pool -> !pool.getValue().stale() && isSilent(pool.getKey(), SILENCE))
                .map(Map.Entry::getKey)
                .toList();
        if (silent.isEmpty()) {
            return;
        }
        silent.forEach(pool -> frontier = frontier.map(now -> now.stale(pool)));
        stores.keep(frontier.orElseThrow());
        closing.tellAgain(frontier.orElseThrow());
    }

    private void bury(Frontier before) {
        List<String> gone = before.hosts().keySet().stream()
                .filter(pool -> isSilent(pool, DAY))
                .toList();
        for (String pool : gone) {
            stores.forgetStandings(pool);
            frontier = frontier.map(now -> now.without(pool));
        }
        if (frontier.orElseThrow().hosts().isEmpty()) {
            closing.bury();
            frontier = Optional.empty();
        } else if (!gone.isEmpty()) {
            stores.keep(frontier.orElseThrow());
        }
    }

    private boolean isSilent(String pool, Duration time) {
        return silences.of(FleetStores.FLEET).silence(pool).compareTo(time) >= 0;
    }

    private void write(String key, Optional<CapacityReport> report) {
        long at = report.map(told -> told.getWindowEnd().toEpochMilli()).orElse(0L);
        context.forward(new Record<>(key, report.orElse(null), at));
        report.ifPresent(listener);
    }
}
