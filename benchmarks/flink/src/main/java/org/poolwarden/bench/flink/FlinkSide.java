package org.poolwarden.bench.flink;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.poolwarden.bench.capacity.Contender.Side;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.topic.Topic;

/** A job that runs. */
record FlinkSide(String application, Wire wire, Path savepoints, JobClient job) implements Side {

    private static final int PATIENCE_SECONDS = 60;

    @Override
    public Topic<CapacityReport> reports() {
        return wire.reports();
    }

    @Override
    public long read() {
        if (job.getJobExecutionResult().isDone()) {
            throw new IllegalStateException("the job has ended: "
                    + job.getJobExecutionResult().handle((result, why) -> why).join());
        }
        try {
            return (Long)
                    ManagementFactory.getPlatformMBeanServer().getAttribute(PoolWatch.bean(application), "Samples");
        } catch (InstanceNotFoundException e) {
            return 0; // It has not begun.
        } catch (JMException e) {
            throw new IllegalStateException("how far the job is cannot be asked", e);
        }
    }

    @Override
    public double changelogBytes() {
        return 0;
    }

    @Override
    public long stateBytes() throws IOException {
        try (Stream<Path> all = Files.walk(savepoints)) {
            List<Path> files = all.filter(Files::isRegularFile).toList();
            long bytes = 0;
            for (Path file : files) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }

    /** With its state as it is then, in a savepoint of its own. */
    @Override
    public void close() throws IOException {
        try {
            job.stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.NATIVE)
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            job.getJobExecutionResult().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the job does not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the job ended", e);
        }
    }
}
