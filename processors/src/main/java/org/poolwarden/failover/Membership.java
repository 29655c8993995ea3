package org.poolwarden.failover;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.poolwarden.schema.Member;
import org.poolwarden.schema.PoolSnapshot;

/**
 * Who belongs to a pool, as its undisputed master's snapshots list it.
 *
 * @param members the last undisputed membership; empty before there was one
 * @param proposed a membership that one snapshot has told and no second one has confirmed
 * @param sharedStorage SR.type of every shared SR; empty before a snapshot, or where all storage is local
 */
public record Membership(List<MemberId> members, List<MemberId> proposed, List<String> sharedStorage) {

    /** A member of the pool. {@code version} is empty when the master did not tell it. */
    public record MemberId(String uuid, String name, String address, String version, boolean enabled) {

        static MemberId of(Member member) {
            return new MemberId(
                    member.getUuid(), member.getName(), member.getAddress(), member.getVersion(), member.getEnabled());
        }

        boolean isSameHost(MemberId other) {
            return uuid.equals(other.uuid) && address.equals(other.address);
        }

        boolean isCalled(String host) {
            return address.equals(host) || name.equals(host) || uuid.equals(host);
        }
    }

    public static final Membership UNKNOWN = new Membership(List.of(), List.of(), List.of());

    public Membership {
        members = List.copyOf(members);
        proposed = List.copyOf(proposed);
        sharedStorage = List.copyOf(sharedStorage);
    }

    /**
     * This membership after a snapshot. Other members than before need a second snapshot that says the same.
     *
     * @param isAtHome by address, whose {@code host.enabled} counts: a master that starts takes everybody for disabled, and
     *     each host is enabled when its own toolstack has come to it
     */
    Membership told(PoolSnapshot snapshot, Predicate<String> isAtHome) {
        List<MemberId> listed = snapshot.getHosts().stream()
                .map(MemberId::of)
                .map(member -> isAtHome.test(member.address()) ? member : asBefore(member))
                .toList();
        boolean confirmed = members.isEmpty() || sameHosts(listed, members) || sameHosts(listed, proposed);
        return new Membership(
                confirmed ? listed : members, confirmed ? List.of() : listed, snapshot.getSharedStorage());
    }

    private MemberId asBefore(MemberId told) {
        boolean wasEnabled = members.stream().anyMatch(known -> known.isSameHost(told) && known.enabled());
        return wasEnabled ? new MemberId(told.uuid, told.name, told.address, told.version, true) : told;
    }

    boolean isKnown() {
        return !members.isEmpty();
    }

    int size() {
        return members.size();
    }

    List<String> addresses() {
        return members.stream().map(MemberId::address).toList();
    }

    Optional<MemberId> at(String address) {
        return members.stream().filter(m -> m.address().equals(address)).findFirst();
    }

    /** A member by its address, name or uuid. */
    Optional<MemberId> called(String host) {
        return members.stream().filter(m -> m.isCalled(host)).findFirst();
    }

    private static boolean sameHosts(List<MemberId> some, List<MemberId> others) {
        return some.size() == others.size()
                && some.stream().allMatch(m -> others.stream().anyMatch(m::isSameHost));
    }
}
