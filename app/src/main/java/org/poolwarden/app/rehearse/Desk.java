package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.poolwarden.schema.ActionKind;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.PoolPolicy;

/** The operator of a scenario: policies and words, as records for their topics. */
final class Desk {

    private static final String AUTHOR = "operator";

    private final Places places;
    private final Map<String, PoolPolicy> policies = new HashMap<>();
    private final BiConsumer<Instant, PoolPolicy> policyTopic;
    private final BiConsumer<Instant, OperatorAction> actionTopic;
    private int actions;

    Desk(Places places, BiConsumer<Instant, PoolPolicy> policyTopic, BiConsumer<Instant, OperatorAction> actionTopic) {
        this.places = places;
        this.policyTopic = policyTopic;
        this.actionTopic = actionTopic;
    }

    void open(Scenario scenario, Instant now) {
        PolicyPlan plan = scenario.policy();
        for (String pool : scenario.cast().poolNames()) {
            PoolPolicy policy = PoolPolicy.newBuilder()
                    .setPool(pool)
                    .setMode(plan.mode())
                    .setAutoFence(plan.autoFence())
                    .setPromoteWithoutFence(plan.promoteWithoutFence())
                    .setHa(plan.ha())
                    .setHeartbeatMs(scenario.heartbeat().toMillis())
                    .setDeadlineMs(Places.deadline(scenario.heartbeat()).toMillis())
                    .setBootAllowanceMs(plan.bootAllowance().toMillis())
                    .setAuthor(AUTHOR)
                    .setReason(scenario.name())
                    .build();
            policies.put(pool, policy);
            policyTopic.accept(now, policy);
        }
    }

    void mode(Mode mode, Instant now) {
        rewrite(policy -> policy.setMode(mode), now);
    }

    void pause(boolean paused, Instant now) {
        rewrite(policy -> policy.setPaused(paused), now);
    }

    void maintenance(HostName host, Duration time, Instant now) {
        PoolPolicy next = PoolPolicy.newBuilder(policies.get(host.pool()))
                .setMaintenanceUntil(now.plus(time))
                .build();
        policies.put(host.pool(), next);
        policyTopic.accept(now, next);
    }

    private void rewrite(UnaryOperator<PoolPolicy.Builder> change, Instant now) {
        policies.replaceAll(
                (pool, policy) -> change.apply(PoolPolicy.newBuilder(policy)).build());
        policies.values().forEach(policy -> policyTopic.accept(now, policy));
    }

    /**
     * @param words of the verb: {@code PROMOTE beta verified-down alpha}
     */
    void say(ActionKind kind, List<String> words, Instant now) {
        int down = words.indexOf("verified-down");
        Optional<HostName> verifiedDown = down < 0 ? Optional.empty() : Optional.of(places.host(words.get(down + 1)));
        Optional<HostName> host =
                words.size() > 1 && down != 1 ? Optional.of(places.host(words.get(1))) : Optional.empty();
        List<String> pools = host.or(() -> verifiedDown)
                .map(HostName::pool)
                .map(List::of)
                .orElseGet(() -> List.copyOf(policies.keySet()));
        for (String pool : pools) {
            actionTopic.accept(
                    now,
                    action(pool, kind, now)
                            .setCommand(CommandKind.valueOf(words.get(0)))
                            .setHost(host.map(places::address).orElse(null))
                            .setVerifiedDown(verifiedDown.map(places::address).orElse(null))
                            .build());
        }
    }

    void acknowledge(String alert, Instant now) {
        policies.keySet()
                .forEach(pool -> actionTopic.accept(
                        now,
                        action(pool, ActionKind.ACKNOWLEDGE, now)
                                .setAlertKey(pool + "/" + alert)
                                .build()));
    }

    private OperatorAction.Builder action(String pool, ActionKind kind, Instant now) {
        actions++;
        return OperatorAction.newBuilder()
                .setId("action-" + actions)
                .setPool(pool)
                .setKind(kind)
                .setAuthor(AUTHOR)
                .setReason("as the scenario says")
                .setAt(now);
    }
}
