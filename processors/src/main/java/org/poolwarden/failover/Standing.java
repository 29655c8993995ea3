package org.poolwarden.failover;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.Member;
import org.poolwarden.schema.PoolSnapshot;

/**
 * What is known of a pool for longer than a heartbeat: it survives a restart of the processor.
 *
 * @param master address of the undisputed master; empty before there was one
 * @param poolUuid the uuid of the pool whose master was undisputed
 * @param members the last undisputed membership; empty before there was one
 * @param proposed a membership that one snapshot has told and no second one has confirmed
 * @param ha XenServer's HA flag as the undisputed master last told it
 * @param epoch grows when the undisputed master changes and when a recovery begins or ends
 * @param lostTestified whether a slave has testified LOST by {@code pool.is_slave} since the pool was last settled
 */
public record Standing(
        Optional<String> master,
        Optional<String> poolUuid,
        List<MemberId> members,
        List<MemberId> proposed,
        Optional<HaReading> ha,
        long epoch,
        boolean lostTestified) {

    /** A member of the pool. {@code version} is empty when the master did not tell it. */
    public record MemberId(String uuid, String name, String address, String version, boolean enabled) {

        static MemberId of(Member member) {
            return new MemberId(
                    member.getUuid(), member.getName(), member.getAddress(), member.getVersion(), member.getEnabled());
        }

        boolean isSameHost(MemberId other) {
            return uuid.equals(other.uuid) && address.equals(other.address);
        }
    }

    /** {@code pool.ha_enabled} and when the undisputed master told it, by the broker's append time. */
    public record HaReading(boolean enabled, Instant at) {}

    public static final Standing UNKNOWN =
            new Standing(Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty(), 0, false);

    public Standing {
        members = List.copyOf(members);
        proposed = List.copyOf(proposed);
    }

    Standing ruledBy(String address, String uuid) {
        boolean same = master.equals(Optional.of(address));
        return same
                ? this
                : new Standing(
                        Optional.of(address), Optional.of(uuid), members, proposed, ha, epoch + 1, lostTestified);
    }

    /** This standing after a snapshot of the undisputed master. A new membership needs a second snapshot. */
    Standing told(PoolSnapshot snapshot, Instant at) {
        List<MemberId> listed = snapshot.getHosts().stream().map(MemberId::of).toList();
        boolean confirmed = members.isEmpty() || sameHosts(listed, members) || sameHosts(listed, proposed);
        return new Standing(
                master,
                poolUuid,
                confirmed ? listed : members,
                confirmed ? List.of() : listed,
                Optional.of(new HaReading(snapshot.getHaEnabled(), at)),
                epoch,
                lostTestified);
    }

    Standing nextEpoch() {
        return new Standing(master, poolUuid, members, proposed, ha, epoch + 1, lostTestified);
    }

    Standing withLostTestified(boolean testified) {
        return new Standing(master, poolUuid, members, proposed, ha, epoch, testified);
    }

    Optional<MemberId> member(String address) {
        return members.stream().filter(m -> m.address().equals(address)).findFirst();
    }

    private static boolean sameHosts(List<MemberId> some, List<MemberId> others) {
        return some.size() == others.size()
                && some.stream().allMatch(m -> others.stream().anyMatch(m::isSameHost));
    }
}
