package org.poolwarden.failover;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.RecoveryRequest;
import org.poolwarden.schema.VerdictKind;

/** Judges one pool and decides what follows: verdict, recovery, plan, alerts, finding, in this order. */
public final class Warden {

    private final Tolerance defaults;

    public Warden(Tolerance defaults) {
        this.defaults = defaults;
    }

    /** The bounds of a pool: its policy's, where it names any, else the application's. */
    public Tolerance toleranceOf(WatchedPool pool) {
        return PolicyTolerance.of(pool.state().policy(), defaults);
    }

    /** Why no pool can be judged by {@code policy}; empty when one can. */
    public Optional<String> objection(PoolPolicy policy) {
        return PolicyTolerance.objection(policy, defaults);
    }

    /**
     * What follows from what is known of {@code pool} at {@code now}.
     *
     * @param cause what made us look: topic-partition@offset of a record, or tick
     */
    public Decision judge(WatchedPool pool, Instant now, String cause) {
        PoolFacts before = facts(pool, now, cause);
        Verdict fallen = PoolJudge.judge(before, pool.state().recovery());
        WatchedPool judged = pool.judged(fallen, now);
        Verdict verdict = fallen.since(judged.streak().orElseThrow().since());
        Progress progress = Progress.observed(pool.state(), before, verdict);
        WatchedPool progressed = judged.withState(progress.state());
        PoolFacts facts = facts(progressed, now, cause);
        Plan plan = RecoveryPolicy.plan(facts, verdict, progressed.state());
        PoolState planned = FleetTalk.after(Progress.planned(progressed.state(), plan), plan, facts);
        List<RecoveryRequest> requests = FleetTalk.requests(pool.state(), planned, plan, facts);
        List<Condition> holding = Condition.holding(facts, verdict, planned);
        AlertBook.Turn turn = planned.alerts().turn(facts, verdict, holding, planned.recovery());
        FindingText text = new FindingText(facts, planned, verdict, plan.withheld(), holding);
        boolean news = !text.signature().equals(planned.said());
        List<Alert> alerts = turn.changed().stream().map(text::alert).toList();
        PoolState kept = planned.with(turn.book()).saying(text.signature());
        boolean calm = verdict.is(VerdictKind.SETTLED) && plan.equals(Plan.NOTHING) && isQuiet(kept);
        return new Decision(
                progressed
                        .withState(kept.equals(pool.state()) ? pool.state() : kept)
                        .calmed(calm),
                verdict.kind(),
                news ? Optional.of(text.finding()) : Optional.empty(),
                alerts,
                plan.issue().map(Plan.Issue::command),
                progress.outcome(),
                requests,
                turn.retired().stream()
                        .map(alert -> alert.topicKey(pool.name()))
                        .toList());
    }

    /** A person's word: it is taken, or refused at once and recorded. */
    public Reply told(WatchedPool pool, OperatorAction action, Instant now, String cause) {
        Words words = new Words(action, facts(pool, now, cause), pool.state());
        return words.objection()
                .map(objection -> new Reply(pool, words.refused(objection)))
                .orElseGet(() -> new Reply(pool.withState(words.taken(now)), Optional.empty()));
    }

    /**
     * What became of a person's word.
     *
     * @param pool after it, not yet judged; the same pool when it is refused
     * @param refusal what is recorded of a word that is refused
     */
    public record Reply(WatchedPool pool, Optional<RecoveryOutcome> refusal) {}

    /** Whether nobody waits for anything: no recovery, no word, no alert about to resolve. */
    private static boolean isQuiet(PoolState state) {
        return state.recovery().filter(Recovery::open).isEmpty()
                && state.consents().equals(Consents.NONE)
                && state.budget().ask().isEmpty()
                && !state.alerts().isCounting();
    }

    private PoolFacts facts(WatchedPool pool, Instant now, String cause) {
        return PoolFacts.of(pool.view(), toleranceOf(pool), now, cause);
    }
}
