package org.poolwarden.bench.flink;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.poolwarden.capacity.Demand;
import org.poolwarden.capacity.History;
import org.poolwarden.capacity.Pane;
import org.poolwarden.capacity.PoolMinute;
import org.poolwarden.capacity.ReportWriter;
import org.poolwarden.capacity.RollUp;
import org.poolwarden.capacity.SampleGuard;
import org.poolwarden.capacity.SlotPlace;
import org.poolwarden.capacity.SourceId;
import org.poolwarden.capacity.Storage;
import org.poolwarden.capacity.Subject;
import org.poolwarden.capacity.Window;
import org.poolwarden.schema.DiskSample;

/** Puts samples into panes, and closes a pool's minute, by an event time timer, into its subjects' windows. */
final class PoolWatch extends KeyedProcessFunction<String, DiskSample, Told> implements SamplesReadMXBean {

    private static final long serialVersionUID = 1;
    private static final long MINUTE_MS = 60_000;
    private static final ReportWriter.Hearing NOBODY = new ReportWriter.Hearing(Optional.empty(), Optional.empty());

    private final String application;
    private transient volatile long samples;
    private transient MapState<Long, Panes> panes;
    private transient MapState<String, RollUp> rollUps;

    PoolWatch(String application) {
        this.application = application;
    }

    static ObjectName bean(String application) throws javax.management.JMException {
        return new ObjectName("org.poolwarden.bench:type=FlinkJob,name=" + application);
    }

    @Override
    public void open(OpenContext context) throws Exception {
        panes = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("panes", LongSerializer.INSTANCE, new PanesSerializer()));
        rollUps = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("roll-ups", StringSerializer.INSTANCE, new RollUpSerializer()));
        ManagementFactory.getPlatformMBeanServer()
                .registerMBean(new StandardMBean(this, SamplesReadMXBean.class, true), bean(application));
    }

    @Override
    public void close() throws Exception {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(bean(application));
    }

    @Override
    public long getSamples() {
        return samples;
    }

    @Override
    public void processElement(DiskSample sample, Context context, Collector<Told> out) throws Exception {
        SampleGuard.objection(sample, context.getCurrentKey(), Instant.now()).ifPresent(objection -> {
            throw new IllegalStateException("the benchmark's samples are in order, but " + objection);
        });
        for (SlotPlace place : SlotPlace.of(sample.getT(), sample.getStepSeconds())) {
            long closesAt = (place.minute() + 1) * MINUTE_MS - 1;
            if (closesAt <= context.timerService().currentWatermark()) {
                late(sample, place);
                break;
            }
            put(sample, place, closesAt, context);
        }
        samples = samples + 1;
    }

    private void put(DiskSample sample, SlotPlace place, long closesAt, Context context) throws Exception {
        Panes minute = panes.get(place.minute());
        if (minute == null) {
            minute = new Panes(place.minute());
            context.timerService().registerEventTimeTimer(closesAt);
        }
        minute.put(sample, place.index());
        panes.put(place.minute(), minute);
    }

    private void late(DiskSample sample, SlotPlace place) throws Exception {
        for (Subject subject : Subject.of(sample.getPool(), SourceId.of(sample))) {
            for (Window window : Window.values()) {
                RollUp running = rollUps.get(subject.key(window));
                if (running != null && running.start() == window.start(place.minute())) {
                    running.late(sample.getHost());
                    rollUps.put(subject.key(window), running);
                }
            }
        }
    }

    @Override
    public void onTimer(long at, OnTimerContext context, Collector<Told> out) throws Exception {
        long minute = at / MINUTE_MS;
        Panes before = panes.get(minute - 1);
        List<Pane> now = panes.get(minute).all();
        for (Demand demand : PoolMinute.demands(
                context.getCurrentKey(),
                now,
                source -> before == null ? Pane.empty(source, minute - 1) : before.of(source),
                sr -> false)) {
            for (Window window : Window.values()) {
                add(demand, minute, window, out);
            }
        }
        panes.remove(minute - 1);
    }

    private void add(Demand demand, long minute, Window window, Collector<Told> out) throws Exception {
        Subject subject = demand.subject();
        String key = subject.key(window);
        RollUp running = rollUps.get(key);
        if (running != null && running.start() < window.start(minute)) {
            if (!window.isToldAfter(running.counts().end() - 1)) {
                tell(key, running, out);
            }
            running = null;
        }
        if (running == null) {
            running = new RollUp(subject, window, window.start(minute));
        }
        running.add(demand, minute);
        rollUps.put(key, running);
        if (window.isToldAfter(minute)) {
            tell(key, running, out);
        }
    }

    private static void tell(String key, RollUp window, Collector<Told> out) {
        out.collect(new Told(key, ReportWriter.write(window, History.NONE, Storage.NONE, NOBODY)));
    }
}
