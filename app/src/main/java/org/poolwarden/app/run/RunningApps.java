package org.poolwarden.app.run;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.poolwarden.schema.wire.WireCodec;

/** The applications that a configuration asks for, in one process. Each has a consumer group and stores of its own. */
public final class RunningApps implements AutoCloseable {

    private final Optional<FailoverApp> failover;
    private final Optional<CapacityApp> capacity;

    private RunningApps(Optional<FailoverApp> failover, Optional<CapacityApp> capacity) {
        this.failover = failover;
        this.capacity = capacity;
    }

    /**
     * Starts them and does not wait.
     *
     * @param ended is run when one of them has stopped, for whatever reason
     * @throws StartException for the first that does not start; one before it is stopped again
     */
    public static RunningApps start(RunConfig config, MeterRegistry meters, Runnable ended) throws StartException {
        Optional<FailoverApp> failover =
                config.runsFailover() ? Optional.of(failover(config, meters, ended)) : Optional.empty();
        try {
            return new RunningApps(
                    failover, config.runsCapacity() ? Optional.of(capacity(config, meters, ended)) : Optional.empty());
        } catch (StartException e) {
            failover.ifPresent(FailoverApp::close);
            throw e;
        }
    }

    private static FailoverApp failover(RunConfig config, MeterRegistry meters, Runnable ended) throws StartException {
        return FailoverApp.start(
                config.applicationId(),
                config.bootstrap(),
                config.topics(),
                WireCodec.at(config.registry()),
                new FailoverApp.Settings(
                        config.instance(), config.stateDir(), config.tolerance(), meters, config.kafka()),
                ended);
    }

    private static CapacityApp capacity(RunConfig config, MeterRegistry meters, Runnable ended) throws StartException {
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
        if (failover.isPresent()) {
            failover.get().awaitRunning();
        }
        if (capacity.isPresent()) {
            capacity.get().awaitRunning();
        }
        if (failover.isPresent() && capacity.isPresent()) {
            return "failover and capacity run";
        }
        return failover.isPresent() ? "failover runs" : "capacity runs";
    }

    public boolean isAlive() {
        return failover.map(FailoverApp::isAlive).orElse(true)
                && capacity.map(CapacityApp::isAlive).orElse(true);
    }

    public boolean hasFailed() {
        return failover.map(FailoverApp::hasFailed).orElse(false)
                || capacity.map(CapacityApp::hasFailed).orElse(false);
    }

    public boolean isReady() {
        return failover.map(FailoverApp::isReady).orElse(true)
                && capacity.map(CapacityApp::isReady).orElse(true);
    }

    @Override
    public void close() {
        capacity.ifPresent(CapacityApp::close);
        failover.ifPresent(FailoverApp::close);
    }
}
