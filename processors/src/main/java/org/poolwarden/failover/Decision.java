package org.poolwarden.failover;

import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.RecoveryRequest;
import org.poolwarden.schema.VerdictKind;

/**
 * What follows from one judgement.
 *
 * @param pool the pool as it is kept from now on
 * @param verdict what was judged, whether or not it is news
 * @param finding empty when nothing new is to be said
 * @param alerts those whose state changed
 * @param outcome SUCCEEDED or FAILED, when the world shows what became of a command
 * @param requests what the pool tells the fleet
 * @param retired keys of alerts that resolved long ago and leave their topic
 */
public record Decision(
        WatchedPool pool,
        VerdictKind verdict,
        Optional<Finding> finding,
        List<Alert> alerts,
        Optional<RecoveryCommand> command,
        Optional<RecoveryOutcome> outcome,
        List<RecoveryRequest> requests,
        List<String> retired) {

    public Decision {
        alerts = List.copyOf(alerts);
        requests = List.copyOf(requests);
        retired = List.copyOf(retired);
    }
}
