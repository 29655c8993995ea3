package org.poolwarden.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.poolwarden.failover.HostView.Told;
import org.poolwarden.failover.Rung.Stage;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.Guest;
import org.poolwarden.schema.Power;

/** What the world shows of a command in flight. A recovery ends by what is seen, never by a clock alone. */
record Observation(PoolFacts facts, Recovery recovery) {

    private static final String RUNNING = "Running";

    /** The rung in flight as it stands now: succeeded, ended, or as it was. */
    Rung rung() {
        Rung rung = recovery.rung();
        if (!rung.isInFlight()) {
            return rung;
        }
        if (isObserved()) {
            return rung.at(Stage.SUCCEEDED, facts.now());
        }
        return hasFailed() ? rung.at(Stage.ENDED, facts.now()) : rung;
    }

    /** Whether the world shows what the command was for. */
    private boolean isObserved() {
        String host = recovery.rung().host();
        return switch (recovery.rung().kind()) {
            case FENCE -> isOffSince(host, recovery.rung().issuedAt());
            case PROMOTE -> facts.answersAsMaster(host);
            case RECOVER_SLAVES -> facts.answersAsMaster(host)
                    && recovery.followers().stream().allMatch(slave -> facts.follows(slave, host));
            case REPOINT -> recovery.newMaster()
                    .filter(master -> facts.follows(host, master))
                    .isPresent();
            case DECLARE_DEAD -> snapshotSince()
                    .map(told -> told.snapshot().getVms().stream().noneMatch(vm -> runsOn(vm, host)))
                    .orElse(false);
            case START_VMS -> snapshotSince()
                    .map(told -> running(told).containsAll(recovery.vms()))
                    .orElse(false);
            case DESIGNATE -> facts.master().equals(Optional.of(host)) && facts.answersAsMaster(host);
            case UNSPECIFIED -> false;
        };
    }

    /** Whether it was sent long enough ago that its effect should be seen, and is not. */
    private boolean hasFailed() {
        Rung rung = recovery.rung();
        if (!rung.isSent()) {
            return false;
        }
        return switch (rung.kind()) {
            case FENCE -> isOlderThan(facts.tolerance().repointAfter());
            case PROMOTE -> isOlderThan(facts.tolerance().transition()) && !isStarting(rung.host())
                    || isOlderThan(facts.tolerance().bootAllowance());
            case RECOVER_SLAVES -> isOlderThan(facts.tolerance().repointAfter()) && isAnyAstray(rung.host())
                    || isOlderThan(facts.tolerance().transition());
            case REPOINT, DECLARE_DEAD, DESIGNATE, UNSPECIFIED -> isOlderThan(
                    facts.tolerance().transition());
            case START_VMS -> isOlderThan(facts.tolerance().bootAllowance());
        };
    }

    /** Whether a candidate is neither missed twice nor a slave still: its toolstack is on its way. */
    private boolean isStarting(String candidate) {
        return !facts.isMissedTwice(candidate) && facts.sightings(candidate).noneMatch(v -> v.answers(Answer.SLAVE));
    }

    private boolean isAnyAstray(String master) {
        return recovery.followers().stream().anyMatch(slave -> facts.isAstray(slave, master));
    }

    private boolean isOlderThan(Duration age) {
        return !recovery.rung().since().plus(age).isAfter(facts.now());
    }

    private boolean isOffSince(String host, Instant issued) {
        return facts.power(host)
                .filter(reading -> reading.power() == Power.OFF && reading.at().isAfter(issued))
                .isPresent();
    }

    private Optional<Told> snapshotSince() {
        return recovery.newMaster().flatMap(facts::snapshot).filter(told -> told.at()
                .isAfter(recovery.rung().issuedAt()));
    }

    private boolean runsOn(Guest vm, String host) {
        return vm.getPowerState().equals(RUNNING) && vm.getResidentOn().equals(facts.uuid(host));
    }

    private static List<String> running(Told told) {
        return told.snapshot().getVms().stream()
                .filter(vm -> vm.getPowerState().equals(RUNNING))
                .map(Guest::getUuid)
                .toList();
    }
}
