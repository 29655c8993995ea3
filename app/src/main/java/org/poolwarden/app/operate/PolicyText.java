package org.poolwarden.app.operate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.poolwarden.schema.MaintenanceWindow;
import org.poolwarden.schema.PoolPolicy;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Help.Ansi.Text;

/** A policy in words. */
final class PolicyText {

    private PolicyText() {}

    static List<List<Text>> rows(KnownPool pool, Page page, Instant now) {
        List<List<Text>> rows = new ArrayList<>();
        values(pool, pool.policy(), now).forEach((key, value) -> rows.add(List.of(page.plain(key), page.plain(value))));
        pool.written().ifPresent(written -> {
            rows.add(List.of(page.plain("author"), page.plain(written.getAuthor())));
            rows.add(List.of(page.plain("reason"), page.plain(written.getReason())));
        });
        return rows;
    }

    /** What differs between the present policy and the next: key, now, then. */
    static List<List<Text>> difference(KnownPool pool, PoolPolicy next, Page page, Instant now) {
        Map<String, String> before = values(pool, pool.policy(), now);
        List<List<Text>> rows = new ArrayList<>();
        values(pool, next, now).forEach((key, value) -> {
            if (!value.equals(before.get(key))) {
                rows.add(List.of(
                        page.plain(pool.name()),
                        page.plain(key),
                        page.plain(before.get(key)),
                        page.styled(value, Style.bold)));
            }
        });
        return rows;
    }

    private static Map<String, String> values(KnownPool pool, PoolPolicy policy, Instant now) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Setting setting : Setting.values()) {
            values.put(setting.key(), setting.said(policy).orElse(Setting.DEFAULT));
        }
        values.put("paused", String.valueOf(policy.getPaused()));
        values.put("maintenance", PoolHead.list(windows(pool, policy, now)));
        return values;
    }

    private static List<String> windows(KnownPool pool, PoolPolicy policy, Instant now) {
        List<String> windows = new ArrayList<>();
        policy.getMaintenanceUntil()
                .ifPresent(until -> windows.add("the whole pool until " + Moments.text(until, now)));
        for (MaintenanceWindow window : policy.getMaintenance()) {
            windows.add(pool.called(window.getHost()) + " until " + Moments.text(window.getUntil(), now));
        }
        return windows;
    }

    /** The lines a rehearsal would read; those of which the processors' own counts are left out. */
    static String yaml(PoolPolicy policy) {
        StringBuilder lines = new StringBuilder();
        for (Setting setting : Setting.values()) {
            setting.said(policy).ifPresent(word -> lines.append(setting.key())
                    .append(": ")
                    .append(word)
                    .append('\n'));
        }
        return lines.toString();
    }
}
