package org.poolwarden.app.run;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.poolwarden.schema.wire.WireCodec;

/** The applications that a configuration asks for, in one process. Each has a consumer group and stores of its own. */
public final class RunningApps implements AutoCloseable {

    private final List<StreamsApp> apps = new ArrayList<>();

    private RunningApps() {}

    /**
     * Starts them and does not wait.
     *
     * @param ended is run when one of them has stopped, for whatever reason
     * @throws StartException for the first that does not start; one before it is stopped again
     */
    public static RunningApps start(RunConfig config, MeterRegistry meters, Runnable ended) throws StartException {
        RunningApps running = new RunningApps();
        try {
            if (config.runsFailover()) {
                running.apps.add(failover(config, meters, ended));
            }
            if (config.runsCapacity()) {
                running.apps.add(capacity(config, meters, ended));
            }
            return running;
        } catch (StartException e) {
            running.close();
            throw e;
        }
    }

    private static StreamsApp failover(RunConfig config, MeterRegistry meters, Runnable ended) throws StartException {
        return FailoverApp.start(
                config.applicationId(),
                config.bootstrap(),
                config.topics(),
                WireCodec.at(config.registry()),
                new FailoverApp.Settings(
                        config.instance(), config.stateDir(), config.tolerance(), meters, config.kafka()),
                ended);
    }

    private static StreamsApp capacity(RunConfig config, MeterRegistry meters, Runnable ended) throws StartException {
        return CapacityApp.start(
                config.capacityApplicationId(),
                config.bootstrap(),
                config.topics(),
                WireCodec.at(config.registry()),
                new CapacityApp.Settings(
                        config.instance(), config.stateDir(), config.capacity(), meters, config.kafka()),
                ended);
    }

    /**
     * Who runs, for example {@code failover and capacity run}.
     *
     * @throws StartException when one does not run in time
     */
    public String awaitRunning() throws StartException, InterruptedException {
        for (StreamsApp app : apps) {
            app.awaitRunning();
        }
        return apps.stream().map(StreamsApp::word).collect(Collectors.joining(" and "))
                + (apps.size() > 1 ? " run" : " runs");
    }

    public boolean isAlive() {
        return apps.stream().allMatch(StreamsApp::isAlive);
    }

    public boolean hasFailed() {
        return apps.stream().anyMatch(StreamsApp::hasFailed);
    }

    public boolean isReady() {
        return apps.stream().allMatch(StreamsApp::isReady);
    }

    /** In the reverse order of their start. */
    @Override
    public void close() {
        for (int last = apps.size() - 1; last >= 0; last--) {
            apps.get(last).close();
        }
    }
}
