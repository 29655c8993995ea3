package org.poolwarden.connect.heartbeat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Testimony;

/**
 * What one round has shown: it decides what the next one asks.
 *
 * @param heartbeats by claimed address
 * @param hasChanged whether any host answered otherwise than in the round before
 */
record RoundView(Map<String, HostHeartbeat> heartbeats, boolean hasChanged) {

    static final RoundView NOTHING = new RoundView(Map.of(), true);

    RoundView {
        heartbeats = Map.copyOf(heartbeats);
    }

    RoundView next(Map<String, HostHeartbeat> round) {
        boolean changed =
                round.entrySet().stream().anyMatch(entry -> !isSame(entry.getValue(), heartbeats.get(entry.getKey())));
        return new RoundView(round, changed);
    }

    private static boolean isSame(HostHeartbeat now, HostHeartbeat before) {
        return before != null
                && now.getAnswer() == before.getAnswer()
                && now.getMasterAddress().equals(before.getMasterAddress());
    }

    /**
     * Whether the pool does not look settled: one master whom all others follow and reach. An observer cannot see the verdict;
     * this is as near as it comes.
     */
    boolean inDoubt() {
        List<String> masters = heartbeats.entrySet().stream()
                .filter(entry -> entry.getValue().getAnswer() == Answer.MASTER)
                .map(Map.Entry::getKey)
                .toList();
        return masters.size() != 1
                || heartbeats.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(masters.get(0)))
                        .anyMatch(entry -> !follows(entry.getValue(), masters.get(0)));
    }

    private static boolean follows(HostHeartbeat heartbeat, String master) {
        return heartbeat.getAnswer() == Answer.SLAVE
                && heartbeat.getMasterAddress().equals(Optional.of(master))
                && heartbeat.getTestimony() != Testimony.LOST;
    }

    /** Whether no other host than this one answered as master. */
    boolean isRuledByNobodyBut(String address) {
        return heartbeats.entrySet().stream()
                .allMatch(entry ->
                        entry.getKey().equals(address) || entry.getValue().getAnswer() != Answer.MASTER);
    }

    boolean answeredAsMaster(String address) {
        HostHeartbeat heartbeat = heartbeats.get(address);
        return heartbeat != null && heartbeat.getAnswer() == Answer.MASTER;
    }
}
