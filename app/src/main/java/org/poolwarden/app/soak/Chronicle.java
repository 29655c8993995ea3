package org.poolwarden.app.soak;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;

/**
 * A story that has been played: everything that was said, beside what was really so. Each list is in the order of time.
 *
 * @param events what the story made happen
 */
record Chronicle(
        Duration run,
        List<Told<String>> events,
        List<Scene> scenes,
        List<Told<PoolPolicy>> policies,
        List<Told<OperatorAction>> actions,
        List<Told<Finding>> findings,
        List<Told<Alert>> alerts,
        List<Told<RecoveryCommand>> commands,
        List<Told<RecoveryOutcome>> outcomes) {
    Chronicle {
        events = List.copyOf(events);
        scenes = List.copyOf(scenes);
        policies = List.copyOf(policies);
        actions = List.copyOf(actions);
        findings = List.copyOf(findings);
        alerts = List.copyOf(alerts);
        commands = List.copyOf(commands);
        outcomes = List.copyOf(outcomes);
    }

    Stream<Scene> scenes(String pool) {
        return scenes.stream().filter(scene -> scene.pool().equals(pool));
    }

    List<String> pools() {
        return scenes.stream().map(Scene::pool).distinct().toList();
    }

    /** What was really so at {@code from}, and at every change up to {@code to} itself. */
    List<Scene> scenes(String pool, Duration from, Duration to) {
        Optional<Scene> first =
                scenes(pool).filter(scene -> scene.at().compareTo(from) <= 0).reduce((before, after) -> after);
        return Stream.concat(
                        first.stream(),
                        scenes(pool)
                                .filter(scene -> scene.at().compareTo(from) > 0
                                        && scene.at().compareTo(to) <= 0))
                .toList();
    }

    /** The policy that stands at an instant. */
    Optional<Told<PoolPolicy>> policy(String pool, Duration at) {
        return standing(policies, PoolPolicy::getPool, pool, at);
    }

    /** The finding that stands at an instant. */
    Optional<Told<Finding>> finding(String pool, Duration at) {
        return standing(findings, Finding::getPool, pool, at);
    }

    private static <T> Optional<Told<T>> standing(
            List<Told<T>> all, Function<T, String> poolOf, String pool, Duration at) {
        return all.stream()
                .filter(told ->
                        poolOf.apply(told.what()).equals(pool) && told.at().compareTo(at) <= 0)
                .reduce((before, after) -> after);
    }

    /** The commands that reached the world, or may have. */
    List<Deed> deeds() {
        return commands.stream()
                .flatMap(command -> Deed.of(command, outcomes).stream())
                .toList();
    }

    /** Whether a person named a host verified-down that was up, in this pool until {@code at}. */
    boolean isMisled(String pool, Duration at) {
        return actions.stream()
                .filter(told -> told.what().getPool().equals(pool) && told.at().compareTo(at) <= 0)
                .anyMatch(told -> told.what()
                        .getVerifiedDown()
                        .flatMap(host ->
                                scenes(pool, told.at(), told.at()).get(0).host(host))
                        .filter(HostTruth::up)
                        .isPresent());
    }
}
