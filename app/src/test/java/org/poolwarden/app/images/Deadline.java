package org.poolwarden.app.images;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** How long something may take on a busy machine. */
final class Deadline {

    private static final long PATIENCE_S = 300;
    private static final long LOOK_MS = 250;

    private final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);

    /**
     * Lets a moment pass between two looks.
     *
     * @throws IOException when all of them are used up
     */
    void pause(String awaited) throws IOException, InterruptedException {
        if (System.nanoTime() > end) {
            throw new IOException("not within " + PATIENCE_S + " s: " + awaited);
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
}
