package org.poolwarden.app.soak;

import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Tells and checks the stories of many seeds, on several threads; every seed has a world of its own. */
public final class SoakRun {

    static final List<Invariant> INVARIANTS = List.of(
            new OneMasterAtMost(),
            new NoDoubleWriters(),
            new OnePromotionPerLoss(),
            new ProofBeforeDeed(),
            new NobodyHealthyIsFenced(),
            new PermissionBeforeDeed(),
            new MajorityBeforeDeed(),
            new CandidateAnswers(),
            new DeedInTime(),
            new FleetWithinBudget(),
            new HaLeftAlone(),
            new LossIsFound(),
            new OneFiringPerKey(),
            new EverythingResolves(),
            new EndsSettled());

    /** Every so many seeds one is played twice, and must be the same to the byte. */
    private static final int REPLAYED = 50;

    private static final String SAME = "same-seed-same-story";

    private final List<Invariant> invariants;
    private final Tally tally = new Tally();
    private final int tries;
    private final Consumer<Tally> progress;
    private final Consumer<Failure> failures;

    /**
     * @param tries how many stories a shrink may try; each takes about as long as the first one
     * @param progress called after each seed, on any thread
     * @param failures called at once for each seed that fails, on any thread
     */
    public SoakRun(int tries, Consumer<Tally> progress, Consumer<Failure> failures) {
        this(INVARIANTS, tries, progress, failures);
    }

    SoakRun(List<Invariant> invariants, int tries, Consumer<Tally> progress, Consumer<Failure> failures) {
        this.invariants = List.copyOf(invariants);
        this.tries = tries;
        this.progress = progress;
        this.failures = failures;
    }

    /**
     * Plays {@code number} seeds from {@code first} on, in their order, or as many of them as begin before it is over.
     *
     * @param isOver whether no further seed is to begin; asked on any thread
     * @throws InterruptedException when it is to end at once
     */
    public Tally play(long first, long number, int threads, BooleanSupplier isOver) throws InterruptedException {
        AtomicLong next = new AtomicLong(first);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CompletionService<Void> players = new ExecutorCompletionService<>(pool);
        try {
            for (int i = 0; i < threads; i++) {
                players.submit(() -> playOn(next, first + number, isOver), null);
            }
            for (int i = 0; i < threads; i++) {
                players.take().get();
            }
            return tally;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a story could not be played", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private void playOn(AtomicLong next, long end, BooleanSupplier isOver) {
        while (!isOver.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
            long seed = next.getAndIncrement();
            if (seed >= end) {
                return;
            }
            play(seed);
        }
    }

    private void play(long seed) {
        try {
            Story story = Storyteller.tell(seed);
            Trial trial = Trial.of(story, invariants);
            tally.count(trial);
            if (!trial.breaches().isEmpty()) {
                fail(shrunk(trial));
            } else if (seed % REPLAYED == 0) {
                compare(trial);
            }
            progress.accept(tally);
        } catch (RuntimeException e) {
            throw new IllegalStateException("seed " + seed, e);
        }
    }

    private void fail(Failure failure) {
        tally.fail(failure);
        failures.accept(failure);
    }

    private void compare(Trial trial) {
        if (Trial.of(trial.story(), List.of()).told().equals(trial.told())) {
            tally.countReplay();
        } else {
            long seed = trial.story().seed();
            tally.fail(new Failure(
                    seed,
                    List.of(SAME + ": told otherwise the second time"),
                    trial.story().yaml()));
        }
    }

    /** Smaller as long as the invariant breaks that broke first; the others' breaches are told, too. */
    private Failure shrunk(Trial trial) {
        String first = trial.breaches().get(0).invariant();
        List<Invariant> broken = invariants.stream()
                .filter(invariant -> invariant.name().equals(first))
                .toList();
        Story small = new Shrink(story -> !Trial.of(story, broken).breaches().isEmpty(), tries).smallest(trial.story());
        String why = Trial.of(small, broken).breaches().stream()
                .map(breach -> "# " + breach + "\n")
                .collect(Collectors.joining());
        return new Failure(
                trial.story().seed(),
                trial.breaches().stream().map(Breach::toString).toList(),
                why + small.yaml());
    }
}
