package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.poolwarden.app.run.StartException;

/**
 * What a scenario does to the connectors of the embedded stack. Connect takes its time, so it is asked on a thread of
 * its own, one thing after the other, while the world goes on.
 */
final class LiveDeployments implements Deployments, AutoCloseable {

    private final LiveConnectors connectors;
    private final Runnable poison;
    private final LiveDelays delays;
    private final Consumer<Throwable> failed;
    private final Set<String> observers;
    private boolean isOpen;
    private boolean isExecutorThere = true;
    private final ExecutorService hands = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "rehearsal-hands");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param observers all of them
     * @param failed gets what Connect did not do
     */
    LiveDeployments(
            LiveConnectors connectors,
            Collection<String> observers,
            Runnable poison,
            LiveDelays delays,
            Consumer<Throwable> failed) {
        this.observers = new TreeSet<>(observers);
        this.connectors = connectors;
        this.poison = poison;
        this.delays = delays;
        this.failed = failed;
    }

    /** The observers begin to look, but for those that have been stopped before. */
    void open() {
        isOpen = true;
        observers.forEach(this::look);
    }

    private void look(String observer) {
        take("observer start " + observer, () -> connectors.start(observer));
    }

    /** Something that Connect does and that takes time. */
    private interface Chore {
        void run() throws StartException, InterruptedException;
    }

    private void take(String what, Chore chore) {
        hands.execute(() -> {
            long begun = System.nanoTime();
            try {
                chore.run();
                delays.took(what, Duration.ofNanos(System.nanoTime() - begun));
            } catch (StartException | RuntimeException e) {
                failed.accept(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void startObserver(String observer) {
        if (observers.add(observer) && isOpen) {
            look(observer);
        }
    }

    @Override
    public void stopObserver(String observer) {
        if (observers.remove(observer) && isOpen) {
            take("observer stop " + observer, () -> connectors.stop(observer));
        }
    }

    @Override
    public void startExecutor() {
        if (!isExecutorThere) {
            isExecutorThere = true;
            take("executor start", connectors::startExecutor);
        }
    }

    @Override
    public void stopExecutor() {
        if (isExecutorThere) {
            isExecutorThere = false;
            take("executor stop", connectors::stopExecutor);
        }
    }

    @Override
    public void poison() {
        poison.run();
    }

    @Override
    public void shiftClock(String observer, Duration by) {
        throw refused("clock " + observer);
    }

    @Override
    public void startProcessor() {
        throw refused("processor start");
    }

    @Override
    public void crashProcessor() {
        throw refused("processor crash");
    }

    @Override
    public void duplicate(int percent) {
        throw refused("duplicate heartbeats");
    }

    @Override
    public void delay(Duration time, int percent) {
        throw refused("delay heartbeats");
    }

    private static IllegalStateException refused(String verb) {
        return new IllegalStateException("the check let pass what cannot be played live: " + verb);
    }

    @Override
    public void close() {
        hands.shutdownNow();
    }
}
