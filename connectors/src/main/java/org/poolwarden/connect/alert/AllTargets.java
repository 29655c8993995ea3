package org.poolwarden.connect.alert;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;

/** Several targets that are all told the same, as the members of a cluster of Alertmanagers want to be. */
record AllTargets(List<Target> targets) implements Target {

    AllTargets {
        targets = List.copyOf(targets);
    }

    @Override
    public CompletionStage<Void> take(Notice notice) {
        return CompletableFuture.allOf(targets.stream()
                .map(target -> target.take(notice).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    @Override
    public void catchingUp() {
        targets.forEach(Target::catchingUp);
    }

    @Override
    public void caughtUp() {
        targets.forEach(Target::caughtUp);
    }

    @Override
    public void forget(Collection<TopicPartition> partitions) {
        targets.forEach(target -> target.forget(partitions));
    }

    @Override
    public boolean hasRoom() {
        return targets.stream().allMatch(Target::hasRoom);
    }
}
