package org.poolwarden.connect.alert;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records for Connect's dead letter topic. They are buried from any thread and reported on the task's own. */
final class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private record Letter(SinkRecord record, Throwable reason, CompletableFuture<Void> done) {}

    private record Reported(Future<Void> written, CompletableFuture<Void> done) {}

    private final Queue<Letter> letters = new ConcurrentLinkedQueue<>();
    private final List<Reported> reported = new ArrayList<>();
    private final ErrantRecordReporter reporter;
    private final SinkMeters meters;

    DeadLetters(ErrantRecordReporter reporter, SinkMeters meters) {
        this.reporter = reporter;
        this.meters = meters;
    }

    /**
     * @return completes when the record lies in the topic; fails when it cannot be written
     */
    CompletableFuture<Void> bury(SinkRecord record, Throwable reason) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        letters.add(new Letter(record, reason, done));
        return done;
    }

    /** Hands over what was buried, and completes what has been written. */
    void post() {
        for (Letter letter = letters.poll(); letter != null; letter = letters.poll()) {
            LOG.warn(
                    "dead letter topic={} partition={} offset={} key={}: {}",
                    letter.record.topic(),
                    letter.record.kafkaPartition(),
                    letter.record.kafkaOffset(),
                    letter.record.key(),
                    letter.reason.getMessage());
            reported.add(new Reported(reporter.report(letter.record, letter.reason), letter.done));
            meters.buried();
        }
        for (Iterator<Reported> each = reported.iterator(); each.hasNext(); ) {
            Reported one = each.next();
            if (one.written.isDone()) {
                each.remove();
                complete(one);
            }
        }
    }

    private static void complete(Reported one) {
        try {
            one.written.get();
            one.done.complete(null);
        } catch (ExecutionException e) {
            one.done.completeExceptionally(e.getCause());
        } catch (CancellationException e) {
            one.done.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
