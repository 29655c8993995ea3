package org.poolwarden.app.operate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.poolwarden.app.operate.CommandWord.Subject;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.WithheldCommand;

/** Writes what a person has said, and waits until the processors have made of it what they do. */
public final class Delivery {

    private final Cluster cluster;
    private final Duration patience;

    /**
     * @param patience how long the processors may take
     */
    public Delivery(Cluster cluster, Duration patience) {
        this.cluster = cluster;
        this.patience = patience;
    }

    /**
     * What became of written policies.
     *
     * @param at when the first was appended, by the broker's clock
     * @param read whether the processors have read them in time
     */
    public record Filed(Instant at, boolean read) {}

    public Reply say(WordDraft draft, OperatorAction action) throws Trouble, InterruptedException {
        Echo echo = cluster.listen();
        List<Receipt> receipts =
                cluster.write(cluster.topics().operatorActions(), new TreeMap<>(Map.of(action.getPool(), action)));
        boolean heard = echo.hasAnswered(receipts, patience);
        List<WithheldCommand> now =
                echo.finding(action.getPool()).map(Finding::getWithheld).orElse(draft.withheld());
        List<WithheldCommand> ofSubject =
                draft.subject().map((Subject subject) -> subject.withheld(now)).orElse(List.of());
        return Reply.to(action, echo, heard, ofSubject);
    }

    /**
     * @throws Trouble when one of the policies is not any more the one that the change was made of
     */
    public Filed write(List<PolicyDesk.Change> changes) throws Trouble, InterruptedException {
        requireUnchanged(changes);
        Echo echo = cluster.listen();
        SortedMap<String, PoolPolicy> records = new TreeMap<>();
        changes.forEach(change -> records.put(change.pool().name(), change.next()));
        List<Receipt> receipts = cluster.write(cluster.topics().policies(), records);
        return new Filed(receipts.get(0).at(), echo.hasAnswered(receipts, patience));
    }

    /** The person has seen a policy and agreed to its change, not to the change of another one. */
    private void requireUnchanged(List<PolicyDesk.Change> changes) throws Trouble {
        Map<String, Entry<PoolPolicy>> present =
                KnownPools.last(cluster.read(cluster.topics().policies()));
        for (PolicyDesk.Change change : changes) {
            String pool = change.pool().name();
            Optional<PoolPolicy> last = Optional.ofNullable(present.get(pool)).flatMap(Entry::value);
            if (!last.equals(change.pool().written())) {
                throw Trouble.refused("nothing is written: meanwhile "
                        + last.map(PoolPolicy::getAuthor).orElse("somebody") + " has changed the policy of " + pool
                        + "; look again");
            }
        }
    }
}
