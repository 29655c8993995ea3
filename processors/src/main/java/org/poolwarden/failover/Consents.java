package org.poolwarden.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.CommandKind;

/** What people have said of the commands of one pool. The last word on a command counts. */
public record Consents(List<Approval> approvals, List<Rejection> rejections) {

    public static final Consents NONE = new Consents(List.of(), List.of());

    public Consents {
        approvals = List.copyOf(approvals);
        rejections = List.copyOf(rejections);
    }

    Consents with(Approval approval) {
        List<Approval> next = new ArrayList<>(without(approval.command()).approvals);
        next.add(approval);
        return new Consents(next, without(approval.command()).rejections);
    }

    Consents with(Rejection rejection) {
        List<Rejection> next = new ArrayList<>(without(rejection.command()).rejections);
        next.add(rejection);
        return new Consents(without(rejection.command()).approvals, next);
    }

    /** Nobody has said anything about {@code command}: an approval is used up by its command. */
    Consents without(CommandKind command) {
        return new Consents(
                approvals.stream().filter(a -> a.command() != command).toList(),
                rejections.stream().filter(r -> r.command() != command).toList());
    }

    /** Those that still stand. */
    Consents valid(PoolFacts facts) {
        return new Consents(
                approvals.stream().filter(a -> !a.isVoid(facts)).toList(),
                rejections.stream()
                        .filter(r -> r.epoch() == facts.pool().standing().epoch())
                        .toList());
    }

    Optional<Approval> approval(CommandKind command, PoolFacts facts) {
        return approvals.stream()
                .filter(a -> a.command() == command && !a.isVoid(facts))
                .findFirst();
    }

    Optional<Approval> approval(CommandKind command, String host, PoolFacts facts) {
        return approval(command, facts).filter(a -> a.covers(command, host));
    }

    /** Whether any approval that stands names a host verified-down. */
    boolean isVerifiedDown(String host, PoolFacts facts) {
        return approvals.stream().anyMatch(a -> a.names(host) && !a.isVoid(facts));
    }

    Optional<Rejection> rejection(CommandKind command, Optional<String> host, PoolFacts facts) {
        return rejections.stream().filter(r -> r.holds(command, host, facts)).findFirst();
    }
}
