package org.poolwarden.bench.interview;

import java.io.IOException;
import org.apache.kafka.connect.cli.ConnectStandalone;

/** A stock Connect worker that ends with the process that started it, however that one ended. */
final class WorkerMain {

    private static final long PATIENCE_MS = 10_000;

    private WorkerMain() {}

    public static void main(String[] args) {
        Thread parent = new Thread(WorkerMain::endWithParent, "await-end-of-parent");
        parent.setDaemon(true);
        parent.start();
        ConnectStandalone.main(args);
    }

    /** The worker's own end waits for its Kafka, which may have been in that process: not for ever. */
    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said to a worker; only the end of its input matters.
            }
        } catch (IOException e) {
            // An input that breaks has ended, too.
        }
        Thread ending = new Thread(() -> System.exit(0), "end");
        ending.start();
        try {
            ending.join(PATIENCE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
