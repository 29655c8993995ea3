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
        Consents others = without(approval.command(), approval.host());
        return new Consents(plus(others.approvals, approval), others.rejections);
    }

    Consents with(Rejection rejection) {
        Consents others = without(rejection.command(), rejection.host());
        return new Consents(others.approvals, plus(others.rejections, rejection));
    }

    /** An approval is used up by the command that it allowed. */
    Consents used(String approval) {
        return new Consents(
                approvals.stream().filter(a -> !a.id().equals(approval)).toList(), rejections);
    }

    private Consents without(CommandKind command, Optional<String> host) {
        return new Consents(
                approvals.stream()
                        .filter(a -> !isSameMatter(a.command(), a.host(), command, host))
                        .toList(),
                rejections.stream()
                        .filter(r -> !isSameMatter(r.command(), r.host(), command, host))
                        .toList());
    }

    /** Several hosts may be repointed; of any other command only one is meant, whatever host it names. */
    private static boolean isSameMatter(
            CommandKind one, Optional<String> host, CommandKind other, Optional<String> otherHost) {
        boolean isOfEach = one == CommandKind.REPOINT && host.isPresent() && otherHost.isPresent();
        return one == other && (!isOfEach || host.equals(otherHost));
    }

    private static <T> List<T> plus(List<T> words, T last) {
        List<T> all = new ArrayList<>(words);
        all.add(last);
        return all;
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
        return approvals.stream()
                .filter(a -> a.covers(command, host) && !a.isVoid(facts))
                .findFirst();
    }

    /** Whether any approval that stands names a host verified-down. */
    boolean isVerifiedDown(String host, PoolFacts facts) {
        return approvals.stream().anyMatch(a -> a.names(host) && !a.isVoid(facts));
    }

    Optional<Rejection> rejection(CommandKind command, Optional<String> host, PoolFacts facts) {
        return rejections.stream().filter(r -> r.holds(command, host, facts)).findFirst();
    }
}
