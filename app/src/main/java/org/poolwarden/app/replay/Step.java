package org.poolwarden.app.replay;

import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.poolwarden.failover.Decision;
import org.poolwarden.failover.stream.Entry;
import org.poolwarden.failover.stream.PoolReplay;
import org.poolwarden.schema.PoolCheckpoint;
import org.poolwarden.schema.PoolPolicy;

/** One thing that a processor did with a pool, to be done again. */
sealed interface Step {

    /** By the broker's append time; a tick's by the processor's clock. */
    Instant at();

    Optional<Decision> play(PoolReplay replay);

    /** It began to listen there, or had caught up. */
    record Resume(PoolCheckpoint checkpoint) implements Step {
        @Override
        public Instant at() {
            return checkpoint.getAt();
        }

        @Override
        public Optional<Decision> play(PoolReplay replay) {
            replay.resume(checkpoint);
            return Optional.empty();
        }
    }

    /** Another policy stands from here on. */
    record Rule(Instant at, UnaryOperator<PoolPolicy> policy) implements Step {
        @Override
        public Optional<Decision> play(PoolReplay replay) {
            replay.rule(policy);
            return Optional.empty();
        }
    }

    /** A record that came in time. */
    record Read(Entry entry) implements Step {
        @Override
        public Instant at() {
            return entry.at();
        }

        @Override
        public Optional<Decision> play(PoolReplay replay) {
            return replay.read(entry).decision();
        }
    }

    /** A record that came too late to be judged. */
    record Fold(Entry entry) implements Step {
        @Override
        public Instant at() {
            return entry.at();
        }

        @Override
        public Optional<Decision> play(PoolReplay replay) {
            replay.fold(entry);
            return Optional.empty();
        }
    }

    /** The first judgement after a lag, because of a record that was read already. */
    record CaughtUp(Entry last) implements Step {
        @Override
        public Instant at() {
            return last.at();
        }

        @Override
        public Optional<Decision> play(PoolReplay replay) {
            return Optional.of(replay.judge(last));
        }
    }

    /** Time looked in, and something was said. */
    record Tick(Instant at, String cause) implements Step {
        @Override
        public Optional<Decision> play(PoolReplay replay) {
            return Optional.of(replay.judge(at, cause));
        }
    }

    /** Time may have looked in there, and nothing was said. */
    record Glance(Instant at, String cause) implements Step {
        @Override
        public Optional<Decision> play(PoolReplay replay) {
            return replay.isCalm(at) ? Optional.empty() : Optional.of(replay.judge(at, cause));
        }
    }
}
