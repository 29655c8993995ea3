package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.poolwarden.schema.ActionKind;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.AlertState;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.MaintenanceWindow;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.PoolPolicy;

/** The operator of a scenario: policies and words, as records for their topics. */
final class Desk {

    private static final String AUTHOR = "operator";

    private final Places places;
    private final Map<String, PoolPolicy> policies = new LinkedHashMap<>();
    private final Map<String, Alert> firing = new HashMap<>();
    private final Consumer<PoolPolicy> policyTopic;
    private final Consumer<OperatorAction> actionTopic;
    private int actions;

    Desk(Places places, Consumer<PoolPolicy> policyTopic, Consumer<OperatorAction> actionTopic) {
        this.places = places;
        this.policyTopic = policyTopic;
        this.actionTopic = actionTopic;
    }

    void open(Scenario scenario) {
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
            policyTopic.accept(policy);
        }
    }

    void mode(Mode mode) {
        rewrite(policy -> policy.setMode(mode));
    }

    void pause(boolean paused) {
        rewrite(policy -> policy.setPaused(paused));
    }

    void maintenance(HostName host, Duration time, Instant now) {
        PoolPolicy before = policies.get(host.pool());
        String address = places.address(host);
        List<MaintenanceWindow> windows = new ArrayList<>();
        before.getMaintenance().stream()
                .filter(window -> !window.getHost().equals(address))
                .forEach(windows::add);
        windows.add(new MaintenanceWindow(address, now.plus(time)));
        PoolPolicy next = PoolPolicy.newBuilder(before).setMaintenance(windows).build();
        policies.put(host.pool(), next);
        policyTopic.accept(next);
    }

    private void rewrite(UnaryOperator<PoolPolicy.Builder> change) {
        policies.replaceAll(
                (pool, policy) -> change.apply(PoolPolicy.newBuilder(policy)).build());
        policies.values().forEach(policy -> policyTopic.accept(policy));
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
            actionTopic.accept(action(pool, kind, now)
                    .setCommand(CommandKind.valueOf(words.get(0)))
                    .setHost(host.map(places::address).orElse(null))
                    .setVerifiedDown(verifiedDown.map(places::address).orElse(null))
                    .build());
        }
    }

    /** Acknowledges every alert of that kind that fires now; where none does, the operator is late and says it anyway. */
    void acknowledge(String alert, Instant now) {
        Map<String, String> keys = new TreeMap<>();
        firing.values().stream()
                .filter(open -> open.getKind().equals(alert))
                .forEach(open -> keys.put(open.getKey(), open.getPool()));
        if (keys.isEmpty()) {
            policies.keySet().forEach(pool -> keys.put(pool + "/" + alert, pool));
        }
        keys.forEach((key, pool) -> actionTopic.accept(
                action(pool, ActionKind.ACKNOWLEDGE, now).setAlertKey(key).build()));
    }

    /** The operator sees each alert. */
    void sees(Alert alert) {
        if (alert.getState() == AlertState.FIRING) {
            firing.put(alert.getKey(), alert);
        } else {
            firing.remove(alert.getKey());
        }
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
