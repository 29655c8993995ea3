package org.poolwarden.failover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.poolwarden.failover.Standing.HaReading;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HaStatement;
import org.poolwarden.schema.Severity;

/** What is unwise about a pool and never urgent. Each kind has a heading in docs/verdicts.md. */
final class Advisories {

    /** The kinds of advice; the names are those of the alerts. */
    enum Kind {
        TWO_HOST_HA,
        NO_SHARED_STORAGE,
        HA_MISMATCH,
        CLOCK_SKEW,
        STALE_EMERGENCY_FLAG,
        BAD_CREDENTIALS,
        UNKNOWN_MEMBER
    }

    private final PoolFacts facts;
    private final PoolState state;
    private final List<Condition> found = new ArrayList<>();

    private Advisories(PoolFacts facts, PoolState state) {
        this.facts = facts;
        this.state = state;
    }

    /** All that hold now, ordered by kind and host. */
    static List<Condition> of(PoolFacts facts, PoolState state) {
        Advisories advisories = new Advisories(facts, state);
        advisories.ofThePool();
        advisories.clocks();
        facts.sightings().forEach(advisories::ofAHost);
        facts.interviewed().forEach(advisories::strange);
        return advisories.found.stream()
                .sorted(java.util.Comparator.comparing(Condition::key))
                .distinct()
                .toList();
    }

    static boolean isOne(String kind) {
        return Arrays.stream(Kind.values()).anyMatch(known -> known.name().equals(kind));
    }

    private void ofThePool() {
        Standing standing = facts.pool().standing();
        boolean haOn = standing.ha().map(HaReading::enabled).orElse(false);
        if (haOn && standing.membership().size() == 2) {
            advise(
                    Kind.TWO_HOST_HA,
                    "HA is on in a pool of two: when they lose each other the lowest uuid survives, not who is right");
        }
        if (standing.ha().isPresent() && standing.membership().sharedStorage().isEmpty()) {
            advise(
                    Kind.NO_SHARED_STORAGE,
                    "the pool has no shared storage: never reinstall a failed host, its VMs are on it");
        }
        if (haOn && state.policy().getHa() == HaStatement.OFF) {
            advise(Kind.HA_MISMATCH, "the policy says ha: off, and the master says that HA is on; the master counts");
        }
    }

    private void ofAHost(HostView view) {
        String name = facts.name(view.address());
        boolean stale = view.answers(Answer.SLAVE)
                && view.last().heartbeat().getEmergency().orElse(false);
        if (stale) {
            advise(Kind.STALE_EMERGENCY_FLAG, view, name + " answers as a slave and says that it is in emergency mode");
        }
        if (view.answers(Answer.BAD_CREDENTIALS)) {
            advise(Kind.BAD_CREDENTIALS, view, name + " refuses our password: it is seen, and not heard");
        }
    }

    private void strange(HostView view) {
        Strangers.remark(view, facts.pool())
                .ifPresent(why -> advise(Kind.UNKNOWN_MEMBER, view, facts.name(view.address()) + " " + why));
    }

    /** Compared with each other, never with ours: the middle one of three is right, the master of two. */
    private void clocks() {
        Map<String, Long> offsets = new TreeMap<>();
        facts.sightings().forEach(view -> view.last()
                .hostClockAheadMs()
                .ifPresent(offset -> offsets.putIfAbsent(view.address(), offset)));
        if (offsets.size() < 2) {
            return;
        }
        long right = reference(offsets);
        offsets.forEach((address, offset) -> {
            Duration ahead = Duration.ofMillis(offset - right);
            if (ahead.abs().compareTo(facts.tolerance().clockSkew()) > 0) {
                found.add(new Condition(
                        Kind.CLOCK_SKEW.name(),
                        Optional.of(address),
                        Severity.INFO,
                        "the clock of " + facts.name(address) + " is "
                                + (ahead.isNegative() ? "behind" : "ahead of") + " the others' by more than "
                                + facts.tolerance().clockSkew().toSeconds() + " s"));
            }
        });
    }

    private long reference(Map<String, Long> offsets) {
        Optional<Long> ofMaster = facts.master().map(offsets::get);
        List<Long> sorted = offsets.values().stream().sorted().toList();
        return sorted.size() == 2 ? ofMaster.orElse(sorted.get(0)) : sorted.get(sorted.size() / 2);
    }

    private void advise(Kind kind, String summary) {
        found.add(new Condition(kind.name(), Optional.empty(), Severity.INFO, summary));
    }

    private void advise(Kind kind, HostView view, String summary) {
        found.add(new Condition(kind.name(), Optional.of(view.address()), Severity.INFO, summary));
    }
}
