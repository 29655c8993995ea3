package org.poolwarden.app.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.poolwarden.failover.stream.Entry;
import org.poolwarden.schema.CheckpointReason;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.PoolCheckpoint;

/**
 * Brings the records of a pool into the order in which a processor has read them.
 *
 * <p>Known is: the order within a topic; of checkpoints, which offsets of each topic had been read by then, and which
 * record was the last; after a start, which record was the first; that a tick came after the record it names and before
 * any other; of findings, which record each followed. Every word of a person, an executor or the fleet has a checkpoint
 * right after it, so a word that was overtaken by heartbeats is found again where it was read, as a grant is which can be
 * read only when its transaction is committed. Where such a checkpoint is missing, the earlier append time is taken to
 * be first, as Kafka Streams does with what it has fetched; of equal times the topic that is first by name. A checkpoint
 * right after a start names only the topics read since: what had been appended to the others before it is taken to have
 * been read. Records count as late from the first heartbeat on which a LAGGED checkpoint says so; a processor that
 * stopped before it had caught up has left none, and what it did not judge is judged here.
 */
final class Merge {

    private static final Comparator<Entry> BY_APPEND_TIME =
            Comparator.comparing(Entry::at).thenComparing(Entry::topic);

    private final PoolHistory history;
    private final Queues queues;
    private final Milestones milestones;
    private final List<Step> steps = new ArrayList<>();
    private final Set<String> unjudged = new HashSet<>();
    private int passed;
    private boolean isLate;

    private Merge(PoolHistory history) {
        this.history = history;
        this.queues = Queues.of(history);
        this.milestones = Milestones.of(history, queues);
    }

    /** From the first checkpoint of a history on, which must have one. */
    static Course of(PoolHistory history) {
        return new Merge(history).course();
    }

    private Course course() {
        PoolCheckpoint first = history.checkpoints().get(0);
        Optional<Entry> last = Positions.last(first, history);
        pass(first, last);
        last.ifPresent(this::tick);
        boolean hasMore = true;
        while (hasMore) {
            hasMore = advance();
        }
        return new Course(first, unjudged, steps);
    }

    /** Takes a checkpoint or a record; false when there is neither. */
    private boolean advance() {
        Optional<PoolCheckpoint> checkpoint = next();
        Optional<Entry> entry = nextEntry(checkpoint);
        boolean isReached = checkpoint
                .filter(known -> queues.heads().noneMatch(head -> Positions.isBefore(head, known)))
                .filter(known -> entry.map(Entry::at)
                        .filter(at -> at.isBefore(known.getAt()))
                        .isEmpty())
                .isPresent();
        if (isReached) {
            pass(checkpoint.orElseThrow(), Optional.empty());
        } else {
            entry.ifPresent(this::take);
        }
        return isReached || entry.isPresent();
    }

    private Optional<PoolCheckpoint> next() {
        return passed < history.checkpoints().size()
                ? Optional.of(history.checkpoints().get(passed))
                : Optional.empty();
    }

    private Optional<Entry> nextEntry(Optional<PoolCheckpoint> checkpoint) {
        List<Entry> heads = queues.heads()
                .filter(head -> checkpoint
                        .filter(known -> Positions.isAfter(head, known))
                        .isEmpty())
                .sorted(Comparator.comparing((Entry head) -> isLast(head, checkpoint))
                        .thenComparing(BY_APPEND_TIME))
                .toList();
        return heads.stream().filter(milestones::allows).findFirst().or(() -> heads.stream()
                .findFirst());
    }

    /** What a checkpoint was taken right after is read when all is read that it names. */
    private static boolean isLast(Entry head, Optional<PoolCheckpoint> checkpoint) {
        return checkpoint.filter(known -> Positions.isLast(head, known)).isPresent();
    }

    private void take(Entry entry) {
        queues.remove(entry);
        milestones.reach(entry);
        isLate = isLate || isFirstLate(entry);
        steps.add(isLate ? new Step.Fold(entry) : new Step.Read(entry));
        next().filter(checkpoint -> Positions.isLast(entry, checkpoint))
                .ifPresent(checkpoint -> pass(checkpoint, Optional.of(entry)));
        tick(entry);
    }

    private boolean isFirstLate(Entry entry) {
        return entry.value() instanceof HostHeartbeat
                && next().flatMap(PoolCheckpoint::getUnjudgedSince)
                        .filter(since -> !entry.at().isBefore(since))
                        .isPresent();
    }

    /** The first checkpoint begins the replay, whatever it was taken for; one of a running processor tells nothing new. */
    private void pass(PoolCheckpoint checkpoint, Optional<Entry> last) {
        if (passed == 0 || !Positions.isJudged(checkpoint)) {
            steps.add(new Step.Resume(checkpoint));
        }
        if (checkpoint.getReason() == CheckpointReason.LAGGED) {
            last.map(Step.CaughtUp::new).ifPresent(steps::add);
        }
        isLate = false;
        passed++;
        queues.heads()
                .filter(head -> Positions.isFirst(head, checkpoint))
                .findFirst()
                .ifPresent(this::take);
    }

    private void tick(Entry entry) {
        history.then()
                .ticks()
                .getOrDefault(entry.place(), Collections.emptySortedMap())
                .forEach(this::tick);
    }

    private void tick(Instant at, String cause) {
        if (isLate) {
            unjudged.add(cause);
        } else {
            steps.add(new Step.Tick(at, cause));
        }
    }
}
