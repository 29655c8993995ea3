package org.poolwarden.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.poolwarden.failover.HostView.Told;
import org.poolwarden.failover.Rung.Stage;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
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
        if (!rung.isSent() || !isOlderThan(patience(rung.kind()))) {
            return false;
        }
        boolean restarts = rung.kind() == CommandKind.PROMOTE
                && !facts.isMissedTwice(rung.host())
                && facts.sightings(rung.host()).noneMatch(v -> v.answers(Answer.SLAVE));
        return !restarts || isOlderThan(facts.tolerance().bootAllowance());
    }

    private boolean isOlderThan(Duration age) {
        return !recovery.rung().since().plus(age).isAfter(facts.now());
    }

    private Duration patience(CommandKind kind) {
        Tolerance tolerance = facts.tolerance();
        return switch (kind) {
            case FENCE, RECOVER_SLAVES -> tolerance.repointAfter();
            case PROMOTE, REPOINT, DECLARE_DEAD, DESIGNATE, UNSPECIFIED -> tolerance.transition();
            case START_VMS -> tolerance.bootAllowance();
        };
    }

    private boolean isOffSince(String host, Instant issued) {
        return facts.pool()
                .power(host)
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
