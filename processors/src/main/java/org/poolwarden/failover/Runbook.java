package org.poolwarden.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.failover.Membership.MemberId;
import org.poolwarden.schema.VerdictKind;

/** What a person should check and do about an alert, with this pool's own names, addresses and uuids. */
record Runbook(OpenAlert alert, PoolFacts facts, PoolState state) {

    List<String> steps() {
        if (alert.kind().equals(Condition.RECOVERY_STALLED)) {
            return stalled();
        }
        return Advisories.isOne(alert.kind())
                ? ofAdvice(Advisories.Kind.valueOf(alert.kind()))
                : ofVerdict(VerdictKind.valueOf(alert.kind()));
    }

    private List<String> ofVerdict(VerdictKind kind) {
        return switch (kind) {
            case MASTER_LOST -> masterLost();
            case SPLIT_BRAIN -> splitBrain();
            case TOOLSTACK_DOWN -> List.of(
                    "The host is up and its VMs run. On " + called(master())
                            + ": systemctl status xapi; xe-toolstack-restart; df -h / (a full root disk stops it).",
                    "Promote nobody: when the toolstack returns there would be two masters.");
            case MASTER_UNSEEN -> List.of("The pool works; our path to " + called(master())
                    + " does not. Check cable, switch and firewall between the observer and it.");
            case POOL_DARK -> List.of(
                    "Check the observers' own network first: " + facts.observerNames() + ".",
                    "Then the rack's power and the switch of " + everyone() + ".");
            case HOST_LOST -> hostLost(host());
            case HOST_ORPHANED -> orphaned(host());
            case BLIND -> List.of("Check the heartbeat connectors: no interviews of this pool arrive."
                    + " GET /connectors on Kafka Connect names them, /connectors/NAME/status says how they are.");
            case TRANSITION, POOL_BOOTING, DOUBTFUL, SETTLED, UNSPECIFIED -> List.of();
        };
    }

    private List<String> masterLost() {
        String old = alert.address().or(facts::master).orElse("");
        List<String> steps = new ArrayList<>();
        steps.add("Make sure that " + called(old) + " is off, at its console or BMC: a host that is only cut off still"
                + " runs its VMs and would be a second master.");
        steps.add(
                "xe host-is-in-emergency-mode says false on a slave that kept running: that does not mean that the"
                        + " master lives. It says true on every slave whose toolstack starts: that does not mean that it is dead.");
        facts.testifyingLost(old).stream()
                .findFirst()
                .ifPresent(slave -> steps.add("On one host only, the one that poolwarden explain "
                        + state.pool() + " names by then (" + called(slave)
                        + " had lost the master when this was written): xe pool-emergency-transition-to-master; wait a"
                        + " minute, then there: xe pool-recover-slaves"));
        steps.add("When " + facts.name(old) + " boots again it asks the others and becomes a slave by itself; if it was"
                + " never restarted, on it: xe pool-emergency-reset-master master-address=<new master>");
        steps.add("Its VMs stay Running in the records until xe host-declare-dead uuid=" + uuid(old)
                + " on the new master, which is safe only when its power is off.");
        steps.add("To fail back, with all hosts up and HA off: xe pool-designate-new-master host-uuid=" + uuid(old));
        steps.add(rebuilding(old));
        return steps;
    }

    private List<String> splitBrain() {
        List<String> claimants = Mastery.claimants(facts);
        List<String> steps = new ArrayList<>();
        steps.add("Each of these says it is master; both show the same pool uuid, so that does not tell them apart: "
                + String.join(", ", claimants.stream().map(this::called).toList()));
        claimants.forEach(claimant -> steps.add(called(claimant) + " is followed by "
                + (facts.followersOf(claimant).isEmpty()
                        ? "nobody"
                        : facts.pool().namesOf(facts.followersOf(claimant)))));
        steps.add("Keep the one that more hosts follow. On the followers of the other one, then on it: xe"
                + " pool-emergency-reset-master master-address=<the one that stays>, before it starts VMs that run"
                + " elsewhere. Never xe pool-emergency-transition-to-master here.");
        return steps;
    }

    private List<String> hostLost(String host) {
        return List.of(
                "On the master " + called(master()) + ": xe host-list uuid=" + uuid(host)
                        + " params=name-label,enabled,host-metrics-live (live stays true for ten minutes).",
                "Its VMs stay Running in the records until xe host-declare-dead uuid=" + uuid(host)
                        + ", which is safe only when its power is off: check " + called(host) + " at its console.",
                rebuilding(host));
    }

    private List<String> orphaned(String host) {
        return List.of(
                "On " + called(host) + ": cat /etc/xensource/pool.conf must say slave:" + master()
                        + "; ping that address from there.",
                "Where the address is wrong, on it: xe pool-emergency-reset-master master-address=" + master()
                        + "; or for all of them, on the master: xe pool-recover-slaves");
    }

    private List<String> stalled() {
        return List.of(
                "See whether the recovery connector runs: GET /connectors/recovery/status on Kafka Connect.",
                "Nothing is issued again until it reports, or until the heartbeats show the result: do not do by hand"
                        + " what it may still do.");
    }

    private List<String> ofAdvice(Advisories.Kind kind) {
        return switch (kind) {
            case TWO_HOST_HA -> List.of("Add a third member, or on the master: xe pool-ha-disable");
            case NO_SHARED_STORAGE -> List.of("Back up the VMs of each host: " + everyone() + ".");
            case HA_MISMATCH -> List.of("Correct the policy, or on the master: xe pool-ha-disable");
            case CLOCK_SKEW -> List.of("On " + called(host()) + ": chronyc tracking; xe host-param-list uuid="
                    + uuid(host()) + " | grep -i ntp");
            case STALE_EMERGENCY_FLAG -> List.of("On " + called(host()) + ": xe-toolstack-restart");
            case BAD_CREDENTIALS -> List.of("Correct the password of " + called(host()) + " in the connectors'"
                    + " configuration; until then it is not heard.");
            case UNKNOWN_MEMBER -> List.of("Is " + called(host()) + " configured under the right pool? On it: cat"
                    + " /etc/xensource/pool.conf");
        };
    }

    /** Whether a quick reinstall is open to them, from the kinds of storage. */
    private String rebuilding(String host) {
        List<String> shared = facts.pool().standing().membership().sharedStorage();
        if (shared.isEmpty()) {
            return "Never reinstall " + facts.name(host) + ": the pool has no shared storage, its VMs are on it.";
        }
        String advice = "Disks on " + String.join(", ", shared) + " are shared, so " + facts.name(host)
                + " may be reinstalled and joined again; what lies on its local storage is lost by that.";
        return shared.stream().anyMatch(type -> type.contains("iscsi"))
                ? advice + " Reconnect software iSCSI afterwards (its IQN changes): xe pbd-plug on each SR."
                : advice;
    }

    private String host() {
        return alert.address().orElse("");
    }

    private String master() {
        return facts.master().orElse("<the master>");
    }

    private String everyone() {
        return facts.pool()
                .namesOf(facts.members().stream().map(MemberId::address).toList());
    }

    private String called(String address) {
        String name = facts.name(address);
        return name.equals(address) ? address : name + " (" + address + ")";
    }

    private String uuid(String address) {
        return Optional.of(address).flatMap(facts::uuid).orElse("<uuid of " + facts.name(address) + ">");
    }
}
