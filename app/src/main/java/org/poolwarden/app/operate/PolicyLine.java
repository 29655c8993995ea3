package org.poolwarden.app.operate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.poolwarden.schema.MaintenanceWindow;
import org.poolwarden.schema.PoolPolicy;

/**
 * One line of a policy that a change touches.
 *
 * @param now what stands there
 * @param then what would stand there
 */
public record PolicyLine(String pool, String key, String now, String then) {

    /** What differs between the present policy and the next. */
    public static List<PolicyLine> between(KnownPool pool, PoolPolicy next, Instant at) {
        Map<String, String> before = values(pool, pool.policy(), at);
        List<PolicyLine> lines = new ArrayList<>();
        values(pool, next, at).forEach((key, then) -> {
            if (!then.equals(before.get(key))) {
                lines.add(new PolicyLine(pool.name(), key, before.get(key), then));
            }
        });
        return lines;
    }

    /** Every line of a policy: its key, and what stands there in words. */
    public static Map<String, String> values(KnownPool pool, PoolPolicy policy, Instant at) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Setting setting : Setting.values()) {
            values.put(setting.key(), setting.said(policy).orElse(Setting.DEFAULT));
        }
        values.put("paused", String.valueOf(policy.getPaused()));
        values.put("maintenance", PoolHead.list(windows(pool, policy, at)));
        return values;
    }

    private static List<String> windows(KnownPool pool, PoolPolicy policy, Instant at) {
        List<String> windows = new ArrayList<>();
        policy.getMaintenanceUntil().ifPresent(until -> windows.add("the whole pool until " + Moments.text(until, at)));
        for (MaintenanceWindow window : policy.getMaintenance()) {
            windows.add(pool.called(window.getHost()) + " until " + Moments.text(window.getUntil(), at));
        }
        return windows;
    }
}
