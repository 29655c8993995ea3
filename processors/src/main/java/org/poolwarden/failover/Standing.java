package org.poolwarden.failover;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.poolwarden.failover.Membership.MemberId;
import org.poolwarden.schema.PoolSnapshot;

/**
 * What is known of a pool for longer than a heartbeat: it survives a restart of the processor.
 *
 * @param master address of the undisputed master; empty before there was one
 * @param poolUuid the uuid of the pool whose master was undisputed
 * @param ha XenServer's HA flag as the master last told it, undisputed or, since then, disputed
 * @param lastAnswer when the undisputed master last answered, while it is missed; empty while it answers
 * @param epoch grows when the undisputed master changes and when a recovery begins or ends
 * @param lostTestified whether a slave has testified LOST by {@code pool.is_slave} since the pool was last settled
 */
public record Standing(
        Optional<String> master,
        Optional<String> poolUuid,
        Membership membership,
        Optional<HaReading> ha,
        Optional<Instant> lastAnswer,
        long epoch,
        boolean lostTestified) {

    /** {@code pool.ha_enabled} and when the master told it, by the broker's append time. */
    public record HaReading(boolean enabled, Instant at) {}

    public static final Standing UNKNOWN = new Standing(
            Optional.empty(), Optional.empty(), Membership.UNKNOWN, Optional.empty(), Optional.empty(), 0, false);

    Standing ruledBy(String address, String uuid) {
        return master.equals(Optional.of(address))
                ? this
                : new Standing(
                        Optional.of(address),
                        Optional.of(uuid),
                        membership,
                        ha,
                        Optional.empty(),
                        epoch + 1,
                        lostTestified);
    }

    /**
     * This standing after a snapshot of the undisputed master.
     *
     * @param isAtHome by address, who has followed it for long enough to have been enabled
     */
    Standing told(PoolSnapshot snapshot, Instant at, Predicate<String> isAtHome) {
        return new Standing(master, poolUuid, membership.told(snapshot, isAtHome), ha, lastAnswer, epoch, lostTestified)
                .armed(snapshot.getHaEnabled(), at);
    }

    /** This standing after a snapshot of the master while it is disputed. */
    Standing armed(boolean haEnabled, Instant at) {
        return new Standing(
                master,
                poolUuid,
                membership,
                Optional.of(new HaReading(haEnabled, at)),
                lastAnswer,
                epoch,
                lostTestified);
    }

    Standing lastAnswered(Optional<Instant> at) {
        return new Standing(master, poolUuid, membership, ha, at, epoch, lostTestified);
    }

    Standing nextEpoch() {
        return new Standing(master, poolUuid, membership, ha, lastAnswer, epoch + 1, lostTestified);
    }

    Standing withLostTestified(boolean testified) {
        return new Standing(master, poolUuid, membership, ha, lastAnswer, epoch, testified);
    }

    Optional<MemberId> member(String address) {
        return membership.at(address);
    }
}
