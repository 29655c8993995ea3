package org.poolwarden.app.operate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.poolwarden.schema.PoolPolicy;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Help.Ansi.Text;

/** A policy in words. */
final class PolicyText {

    private PolicyText() {}

    static List<List<Text>> rows(KnownPool pool, Page page, Instant now) {
        List<List<Text>> rows = new ArrayList<>();
        PolicyLine.values(pool, pool.policy(), now)
                .forEach((key, value) -> rows.add(List.of(page.plain(key), page.plain(value))));
        pool.written().ifPresent(written -> {
            rows.add(List.of(page.plain("author"), page.plain(written.getAuthor())));
            rows.add(List.of(page.plain("reason"), page.plain(written.getReason())));
        });
        return rows;
    }

    /** What differs between the present policy and the next: pool, key, now, then. */
    static List<List<Text>> difference(KnownPool pool, PoolPolicy next, Page page, Instant now) {
        return PolicyLine.between(pool, next, now).stream()
                .map(line -> List.of(
                        page.plain(line.pool()),
                        page.plain(line.key()),
                        page.plain(line.now()),
                        page.styled(line.then(), Style.bold)))
                .toList();
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
