package org.poolwarden.failover;

import java.time.Instant;
import java.util.Optional;
import org.poolwarden.schema.ActionKind;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryOutcome;

/**
 * A pool as the processor holds it: what it has heard, in memory, and what it must not forget.
 *
 * @param name the configured name
 * @param view heard since this processor listens
 * @param state kept across restarts
 */
public record WatchedPool(String name, PoolView view, PoolState state) {

    public static WatchedPool unheard(String name, Instant now) {
        return restored(name, PoolState.unheard(name), now);
    }

    /** A pool of which only the kept state is known, as after a restart. */
    public static WatchedPool restored(String name, PoolState state, Instant now) {
        return new WatchedPool(name, PoolView.of(state.standing(), now), state);
    }

    public WatchedPool heard(Sighting sighting, Tolerance tolerance) {
        return withView(view.with(sighting, tolerance));
    }

    public WatchedPool ruledBy(PoolPolicy policy) {
        return new WatchedPool(name, view, state.with(policy));
    }

    public WatchedPool reported(RecoveryOutcome outcome, Instant at) {
        return state.recovery()
                .map(recovery -> new WatchedPool(name, view, state.with(recovery.reported(outcome, at))))
                .orElse(this);
    }

    /** This pool after a person's word; a word about another epoch or an unknown host is not taken. */
    public WatchedPool told(OperatorAction action, Instant at) {
        boolean stale = action.getEpoch()
                .map(epoch -> epoch != state.standing().epoch())
                .orElse(false);
        if (stale || action.getCommand().isEmpty()) {
            return this;
        }
        if (action.getKind() != ActionKind.APPROVE) {
            return new WatchedPool(name, view, state.approved(Optional.empty()));
        }
        return new WatchedPool(
                name,
                view,
                state.approved(Optional.of(new Approval(
                        action.getId(),
                        action.getCommand().get(),
                        action.getHost().map(this::address),
                        action.getVerifiedDown().map(this::address),
                        state.standing().epoch(),
                        at,
                        action.getAuthor()))));
    }

    WatchedPool withView(PoolView next) {
        return new WatchedPool(name, next, state.with(next.standing()));
    }

    WatchedPool withState(PoolState next) {
        return new WatchedPool(name, view.with(next.standing()), next);
    }

    /** A host's address, by its address, name or uuid; as given when it is unknown. */
    private String address(String host) {
        return state.standing().members().stream()
                .filter(m -> m.name().equals(host) || m.uuid().equals(host))
                .map(Standing.MemberId::address)
                .findFirst()
                .or(() -> view.addresses().stream()
                        .filter(address -> view.nameOf(address).equals(host))
                        .findFirst())
                .orElse(host);
    }
}
