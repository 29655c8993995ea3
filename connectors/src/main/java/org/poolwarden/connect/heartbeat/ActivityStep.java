package org.poolwarden.connect.heartbeat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.connect.pool.VmActivity;
import org.poolwarden.xapi.XapiSession;
import org.poolwarden.xapi.rrd.MetricsReader;

/** Step 8 of an interview, while in doubt: which VMs do I/O on this host? Whoever writes must not run elsewhere too. */
final class ActivityStep {

    private final Rhythm rhythm;
    private final MetricsReader metrics;
    private final Timer timer;
    private Optional<CompletableFuture<Optional<List<String>>>> open = Optional.empty();

    ActivityStep(Rhythm rhythm, MetricsReader metrics, Timer timer) {
        this.rhythm = rhythm;
        this.metrics = metrics;
        this.timer = timer;
    }

    /**
     * @param session local to the host, or of a master on itself
     * @return uuids of VMs, ordered; empty where the host does not answer, which is not quiet. Never fails
     */
    CompletionStage<Optional<List<String>>> ask(XapiSession session) {
        if (open.filter(question -> !question.isDone()).isPresent()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        CompletableFuture<Optional<List<String>>> question = VmActivity.read(metrics, session, rhythm.deadline())
                .handleAsync((activity, error) -> Optional.ofNullable(activity).map(VmActivity::active), timer)
                .toCompletableFuture();
        open = Optional.of(question);
        return question;
    }
}
