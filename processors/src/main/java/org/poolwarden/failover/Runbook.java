package org.poolwarden.failover;

import java.util.ArrayList;
import java.util.List;
import org.poolwarden.schema.VerdictKind;

/** What a person should check and do about an alert, with this pool's own names, addresses and uuids. */
final class Runbook {

    private Runbook() {}

    static List<String> of(OpenAlert alert, PoolFacts facts) {
        if (alert.kind().equals(Condition.RECOVERY_STALLED)) {
            return List.of("See whether the recovery connector runs: its status in Kafka Connect's REST API.");
        }
        return switch (VerdictKind.valueOf(alert.kind())) {
            case MASTER_LOST -> masterLost(facts);
            case SPLIT_BRAIN -> splitBrain(facts);
            case TOOLSTACK_DOWN -> List.of(
                    "The host is up and its VMs run. On " + master(facts)
                            + ": systemctl status xapi; xe-toolstack-restart",
                    "Promote nobody: when the toolstack returns there would be two masters.");
            case MASTER_UNSEEN -> List.of("The pool works; our path to " + master(facts)
                    + " does not. Check cable, switch and firewall" + " between the observer and it.");
            case POOL_DARK -> List.of("Check the observers' own network first: " + facts.observerNames() + ".");
            case HOST_LOST -> List.of("On the master: xe host-list uuid="
                    + uuid(facts, alert.host().orElse(""))
                    + " params=name-label,enabled,host-metrics-live; its VMs stay Running in the records until"
                    + " xe host-declare-dead, which is safe only when its power is off.");
            case BLIND -> List.of("Check the heartbeat connectors: no interviews arrive.");
            case TRANSITION, POOL_BOOTING, HOST_ORPHANED, DOUBTFUL, SETTLED, UNSPECIFIED -> List.of();
        };
    }

    private static List<String> masterLost(PoolFacts facts) {
        String old = facts.master().orElse("");
        List<String> steps = new ArrayList<>();
        steps.add("Make sure that " + master(facts) + " is off, at its console or BMC: a host that is only cut off"
                + " still runs its VMs and would be a second master.");
        steps.add("xe host-is-in-emergency-mode says false on a slave that kept running: that does not mean that the"
                + " master lives.");
        facts.testifyingLost(old).stream()
                .findFirst()
                .ifPresent(slave -> steps.add("On " + facts.name(slave) + " (" + slave
                        + "), and on no second host: xe pool-emergency-transition-to-master; wait a minute, then there:"
                        + " xe pool-recover-slaves"));
        steps.add("When " + facts.name(old) + " boots again it asks the others and becomes a slave by itself; if it was"
                + " never restarted, on it: xe pool-emergency-reset-master master-address=<new master>");
        steps.add("To fail back, with all hosts up and HA off: xe pool-designate-new-master host-uuid="
                + uuid(facts, old));
        return steps;
    }

    private static List<String> splitBrain(PoolFacts facts) {
        return List.of(
                "Two hosts each say they are master; both show the same pool uuid, so that does not tell them apart.",
                "Keep the one that more hosts follow. On the other: xe pool-emergency-reset-master"
                        + " master-address=<the one that stays>, before it starts VMs that run elsewhere.",
                "Claimants now: " + facts.pool().namesOf(Mastery.claimants(facts)));
    }

    private static String master(PoolFacts facts) {
        return facts.master().map(m -> facts.name(m) + " (" + m + ")").orElse("the master");
    }

    private static String uuid(PoolFacts facts, String address) {
        return facts.pool()
                .standing()
                .member(address)
                .map(Standing.MemberId::uuid)
                .orElse("<uuid of " + facts.name(address) + ">");
    }
}
