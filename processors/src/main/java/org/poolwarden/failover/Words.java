package org.poolwarden.failover;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.poolwarden.failover.Rung.Stage;
import org.poolwarden.schema.ActionKind;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.VerdictKind;

/**
 * A person's word on a pool: taken, or refused at once.
 *
 * <p>An approval or a rejection is bound to the open incident, its epoch, its command and its host. DESIGNATE answers no
 * incident.
 */
record Words(OperatorAction action, PoolFacts facts, PoolState state) {

    /** Why it is not taken; empty when it fits. */
    Optional<String> objection() {
        if (action.getKind() == ActionKind.ACKNOWLEDGE) {
            return Optional.empty();
        }
        long epoch = state.standing().epoch();
        if (action.getEpoch().filter(seen -> seen != epoch).isPresent()) {
            return Optional.of("it was given for epoch " + action.getEpoch().get() + ", and the pool is in " + epoch);
        }
        return command().isEmpty()
                ? Optional.of("it names no command")
                : incident(command().get())
                        .or(() -> host(command().get()))
                        .or(this::life)
                        .or(this::power);
    }

    /** The pool's state after a word that fits. */
    PoolState taken(Instant at) {
        return switch (action.getKind()) {
            case APPROVE -> state.with(state.consents().with(approval(at)));
            case REJECT -> rejected(command().orElseThrow(), address(), at);
            case ACKNOWLEDGE -> state.with(state.alerts().acknowledged(this::isMeant, action.getAuthor()));
            case UNSPECIFIED -> state;
        };
    }

    /** A no ends what it names, if that is in flight, and holds in the epoch that this begins. */
    private PoolState rejected(CommandKind command, Optional<String> host, Instant at) {
        PoolState without = state.recovery()
                .filter(recovery -> recovery.isInFlight() && recovery.rung().kind() == command)
                .filter(recovery -> host.map(recovery.rung().host()::equals).orElse(true))
                .map(recovery -> state.with(recovery.with(recovery.rung().at(Stage.ENDED, at))
                                .closed())
                        .with(state.standing().nextEpoch()))
                .orElse(state);
        Rejection rejection =
                new Rejection(command, host, without.standing().epoch(), action.getAuthor(), action.getReason());
        return without.with(without.consents().with(rejection));
    }

    /** What is recorded of a word that was refused; empty where it names no command. */
    Optional<RecoveryOutcome> refused(String objection) {
        return command().map(kind -> RecoveryOutcome.newBuilder()
                .setCommandId(action.getId())
                .setPool(state.pool())
                .setKind(kind)
                .setHost(action.getHost().map(facts::address).orElse(""))
                .setResult(OutcomeResult.REFUSED)
                .setDetail(action.getKind() + " of " + action.getAuthor() + " is not taken: " + objection)
                .setRecovered(List.of())
                .setAt(facts.now())
                .build());
    }

    private Optional<CommandKind> command() {
        return action.getCommand();
    }

    private Optional<String> incident(CommandKind command) {
        boolean lost = state.isFiring(VerdictKind.MASTER_LOST.name());
        boolean split = state.isFiring(VerdictKind.SPLIT_BRAIN.name());
        boolean promoted = state.recovery()
                .filter(recovery -> recovery.promoted() && recovery.newMaster().equals(facts.master()))
                .isPresent();
        boolean open =
                switch (command) {
                    case FENCE, PROMOTE -> lost;
                    case RECOVER_SLAVES -> lost || promoted;
                    case REPOINT -> lost || split || promoted;
                    case DECLARE_DEAD, START_VMS -> promoted;
                    case DESIGNATE -> true;
                    case UNSPECIFIED -> false;
                };
        return open ? Optional.empty() : Optional.of("no incident is open that calls for " + command);
    }

    private Optional<String> host(CommandKind command) {
        List<String> unknown = List.of(action.getHost(), action.getVerifiedDown()).stream()
                .flatMap(Optional::stream)
                .filter(host -> !isKnown(facts.address(host)))
                .toList();
        if (!unknown.isEmpty()) {
            return Optional.of("no host of this pool is called " + unknown.get(0));
        }
        boolean isMaster = action.getHost().map(facts::address).equals(facts.master())
                && facts.master().isPresent();
        boolean wrongly = isMaster && (command == CommandKind.PROMOTE || command == CommandKind.DESIGNATE);
        if (command == CommandKind.DESIGNATE && action.getHost().isEmpty()) {
            return Optional.of("it names no host");
        }
        return wrongly ? Optional.of(action.getHost().get() + " is the master") : Optional.empty();
    }

    private Optional<String> life() {
        return action.getVerifiedDown()
                .filter(down -> facts.showsLife(facts.address(down)))
                .map(down -> down + " shows life");
    }

    /** A fence of a host whose power is off would lie in wait for whoever powers it on. */
    private Optional<String> power() {
        return action.getKind() == ActionKind.APPROVE
                ? approval(facts.now())
                        .alreadyOff(facts)
                        .map(host -> "the BMC of " + facts.name(host) + " says OFF already")
                : Optional.empty();
    }

    private Approval approval(Instant at) {
        return new Approval(
                action.getId(),
                command().orElseThrow(),
                address(),
                action.getVerifiedDown().map(facts::address),
                state.standing().epoch(),
                at,
                action.getAuthor());
    }

    private Optional<String> address() {
        return action.getHost().map(facts::address);
    }

    private boolean isKnown(String address) {
        return facts.pool().addresses().contains(address)
                || facts.pool().standing().member(address).isPresent();
    }

    /** Whether an alert is meant: all of its kind, or the one of a host. */
    private boolean isMeant(OpenAlert alert) {
        String kind = state.pool() + "/" + alert.kind();
        String said = action.getAlertKey().orElse("");
        return said.equals(kind)
                || alert.address()
                        .map(host -> said.equals(kind + "/" + host) || said.equals(kind + "/" + facts.name(host)))
                        .orElse(false);
    }
}
