package org.poolwarden.app.soak;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.VerdictKind;

/**
 * A master that is lost out of a settled pool, with nothing else wrong, is found lost within three heartbeats: 15 s.
 *
 * <p>Asked only where a slave follows it to testify, where no disturbance has ever been, and where nothing else happens
 * in the minute before and until the bound is over.
 */
final class LossIsFound implements Invariant {

    private static final Duration CALM = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "loss-is-found";
    }

    @Override
    public Checked check(Chronicle story) {
        Checked checked = new Checked(name());
        Duration bound = Heartbeat.of(story).multipliedBy(3);
        for (String pool : story.pools()) {
            List<Scene> scenes = story.scenes(pool).toList();
            for (int i = 1; i < scenes.size(); i++) {
                Duration at = scenes.get(i).at();
                Optional<HostTruth> lost = lost(scenes.get(i - 1), scenes.get(i));
                if (lost.isPresent() && isClear(story, pool, lost.get(), at, at.plus(bound))) {
                    checked.test(
                            isFound(story, pool, at, at.plus(bound)),
                            at,
                            "master " + lost.get().name() + " of " + pool + " was lost, and not found within "
                                    + bound.toSeconds() + " s");
                }
            }
        }
        return checked;
    }

    /** The only master, when it dies or hangs; one whose toolstack stops is not lost. */
    private static Optional<HostTruth> lost(Scene before, Scene after) {
        boolean followed = before.hosts().stream().anyMatch(HostTruth::follows);
        return before.masters().size() == 1 && followed
                ? before.masters().stream()
                        .filter(HostTruth::answering)
                        .filter(host -> isLost(after.host(host.address()).orElseThrow()))
                        .findFirst()
                : Optional.empty();
    }

    private static boolean isLost(HostTruth host) {
        return !host.up() || (host.master() && !host.answering());
    }

    private static boolean isClear(Chronicle story, String pool, HostTruth lost, Duration at, Duration until) {
        long near = story.events().stream()
                .filter(event ->
                        event.at().compareTo(at.minus(CALM)) >= 0 && event.at().compareTo(until) <= 0)
                .count();
        boolean settled = story.finding(pool, at)
                .filter(finding -> finding.what().getVerdict() == VerdictKind.SETTLED)
                .isPresent();
        boolean lasting = story.scenes(pool, at, until).stream()
                .allMatch(scene -> isLost(scene.host(lost.address()).orElseThrow()));
        return near == 1
                && settled
                && lasting
                && until.compareTo(story.run()) <= 0
                && Disturbance.until(story, until).isEmpty();
    }

    private static boolean isFound(Chronicle story, String pool, Duration from, Duration to) {
        return story.findings().stream()
                .filter(told -> told.what().getPool().equals(pool))
                .filter(told -> told.at().compareTo(from) > 0 && told.at().compareTo(to) <= 0)
                .anyMatch(told -> told.what().getVerdict() == VerdictKind.MASTER_LOST);
    }
}
