package org.poolwarden.capacity.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.poolwarden.capacity.CapacityAlerts;
import org.poolwarden.capacity.Frontier;
import org.poolwarden.capacity.Pane;
import org.poolwarden.capacity.SampleGuard;
import org.poolwarden.capacity.SlotPlace;
import org.poolwarden.capacity.SourceId;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.DiskSample;
import org.poolwarden.schema.PoolDemand;
import org.poolwarden.schema.wire.BadRecordException;

/** Puts samples where they belong, and closes a pool's minutes when its hosts are past them. */
final class StorageWatch implements Processor<String, DiskSample, String, SpecificRecord>, Outlet {

    private static final Duration TICK = Duration.ofSeconds(10);
    private static final long MINUTE_MS = 60_000;
    private static final Duration BURIAL = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final CapacitySettings settings;
    private final Consumer<CapacityReport> listener;
    /** Newer than the store's by what was heard since a minute was last closed; lost and heard again with a restart. */
    private final Map<String, Frontier> frontiers = new HashMap<>();

    private ProcessorContext<String, SpecificRecord> context;
    private CapacityStores stores;
    private MinuteClosing closing;
    private Silences silences;

    StorageWatch(CapacitySettings settings, Consumer<CapacityReport> listener) {
        this.settings = settings;
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        stores = new CapacityStores(context);
        silences = new Silences(context::currentSystemTimeMs);
        closing = new MinuteClosing(stores, new DatabaseStores(context), settings, this);
        frontiers.clear();
        stores.frontiers().forEach(frontier -> frontiers.put(frontier.pool(), frontier));
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> tick());
        context.schedule(BURIAL, PunctuationType.WALL_CLOCK_TIME, now -> bury());
    }

    @Override
    public void process(Record<String, DiskSample> record) {
        DiskSample sample = record.value();
        Instant appended = Instant.ofEpochMilli(record.timestamp());
        SampleGuard.objection(sample, record.key(), appended).ifPresent(objection -> {
            throw new BadRecordException(objection);
        });
        Frontier frontier = heard(sample, appended);
        List<SlotPlace> places = SlotPlace.of(sample.getT(), sample.getStepSeconds());
        SourceId source = SourceId.of(sample);
        if (places.isEmpty() || frontier.isClosed(places.get(0).minute())) {
            closing.late(frontier, source, sample.getT());
        } else {
            places.forEach(place -> put(sample.getPool(), source, place, sample));
        }
        close(frontier, () -> cause(appended));
    }

    private void put(String pool, SourceId source, SlotPlace place, DiskSample sample) {
        Pane before = stores.pane(pool, source, place.minute());
        Pane after = before.with(sample, place.index());
        if (after != before) {
            stores.keep(pool, after);
        }
    }

    private Frontier heard(DiskSample sample, Instant appended) {
        String pool = sample.getPool();
        Frontier before = frontiers.computeIfAbsent(pool, name -> known(name, sample.getT()));
        Frontier.HostTime host = before.hosts().get(sample.getHost());
        silences.heard(pool, sample.getHost());
        Frontier after = before.heard(sample.getHost(), sample.getT(), appended);
        frontiers.put(pool, after);
        if (host != null && host.stale()) {
            stores.keep(after);
            alert(CapacityAlerts.stale(pool, sample.getHost(), host.heardAt(), false, cause(appended)));
        }
        return after;
    }

    private Frontier known(String pool, Instant first) {
        return stores.frontier(pool).orElseGet(() -> {
            Frontier begun = Frontier.at(pool, Math.floorDiv(first.toEpochMilli(), MINUTE_MS));
            stores.keep(begun);
            return begun;
        });
    }

    /** @param cause is asked for only when a minute is closed: most samples close none */
    private void close(Frontier frontier, Supplier<CapacityAlerts.Cause> cause) {
        OptionalLong minute = frontier.closable(silences.of(frontier.pool()), settings.silence());
        if (minute.isPresent() && !frontier.isClosed(minute.getAsLong())) {
            frontiers.put(frontier.pool(), closing.close(frontier, minute.getAsLong(), cause.get()));
        }
    }

    /** Silence sends no record: who says nothing more is found only by looking. */
    private void tick() {
        for (Frontier frontier : List.copyOf(frontiers.values())) {
            Instant latest = frontier.hosts().values().stream()
                    .map(Frontier.HostTime::heardAt)
                    .max(Instant::compareTo)
                    .orElse(Instant.EPOCH);
            CapacityAlerts.Cause cause = new CapacityAlerts.Cause(latest, "tick");
            close(frontier, () -> cause);
            frontiers.get(frontier.pool()).hosts().forEach((host, time) -> look(frontier.pool(), host, time, cause));
        }
    }

    private void bury() {
        for (Frontier frontier : List.copyOf(frontiers.values())) {
            if (closing.bury(frontier, silences.of(frontier.pool()), DAY)) {
                frontiers.remove(frontier.pool());
            }
        }
    }

    private void look(String pool, String host, Frontier.HostTime time, CapacityAlerts.Cause cause) {
        if (time.stale() || silences.of(pool).silence(host).compareTo(settings.stale()) < 0) {
            return;
        }
        Frontier after = frontiers.get(pool).stale(host);
        frontiers.put(pool, after);
        stores.keep(after);
        alert(CapacityAlerts.stale(pool, host, time.heardAt(), true, cause));
        closing.tellAgain(after, host);
    }

    private CapacityAlerts.Cause cause(Instant appended) {
        return new CapacityAlerts.Cause(
                appended, context.recordMetadata().map(StorageWatch::place).orElse("tick"));
    }

    private static String place(RecordMetadata record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    @Override
    public void alert(Alert alert) {
        context.forward(
                new Record<>(alert.getKey(), alert, alert.getJudgedAt().toEpochMilli()), CapacityTopology.WRITE_ALERTS);
    }

    @Override
    public void report(String key, Optional<CapacityReport> report, long at) {
        context.forward(new Record<>(key, report.orElse(null), at), CapacityTopology.WRITE_REPORTS);
        report.ifPresent(listener);
    }

    @Override
    public void demand(PoolDemand demand, long at) {
        context.forward(new Record<>(demand.getPool(), demand, at), CapacityTopology.WRITE_DEMANDS);
    }
}
