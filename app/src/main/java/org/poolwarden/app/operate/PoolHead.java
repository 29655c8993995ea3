package org.poolwarden.app.operate;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.poolwarden.app.operate.KnownPool.Judged;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.Severity;
import org.poolwarden.schema.VerdictKind;
import org.poolwarden.schema.WithheldCommand;
import picocli.CommandLine.Help.Ansi.Style;

/** What is said of a pool before everything else, and the words and colours that all verbs share. */
final class PoolHead {

    private static final Style[] ALARM = {Style.bold, Style.fg_red};
    private static final Style[] CARE = {Style.fg_yellow};
    private static final Style[] CALM = {Style.fg_green};

    private PoolHead() {}

    static void print(KnownPool pool, Page page, Instant now) {
        if (pool.judged().isEmpty()) {
            page.line(pool.name() + " has not been judged yet; mode " + mode(pool));
            return;
        }
        Judged judged = pool.judged().get();
        Finding finding = judged.finding();
        page.line(page.styled(
                pool.name() + ": " + verdict(finding) + " since " + Moments.text(judged.since(), now) + ", epoch "
                        + finding.getEpoch() + ", mode " + mode(pool),
                colour(pool)));
        page.line(finding.getReason());
        finding.getAwaited()
                .ifPresent(awaited -> page.line("awaited: " + awaited
                        + finding.getAwaitedUntil()
                                .map(until -> ", until " + Moments.text(until, now))
                                .orElse("")));
    }

    static String verdict(Finding finding) {
        return finding.getVerdict()
                + finding.getHow().map(how -> " (" + how + ")").orElse("");
    }

    /** Mode and what stands in its way. */
    static String mode(KnownPool pool) {
        PoolPolicy policy = pool.policy();
        return policy.getMode().name().toLowerCase(Locale.ROOT) + (policy.getPaused() ? ", paused" : "");
    }

    static Style[] colour(KnownPool pool) {
        if (pool.firing().stream().anyMatch(known -> known.severity() == Severity.CRITICAL)) {
            return ALARM;
        }
        boolean settled = pool.finding()
                .map(Finding::getVerdict)
                .filter(VerdictKind.SETTLED::equals)
                .isPresent();
        return settled && pool.firing().isEmpty() ? CALM : CARE;
    }

    static Style[] colour(Severity severity) {
        return switch (severity) {
            case CRITICAL -> ALARM;
            case WARNING -> CARE;
            case INFO, UNSPECIFIED -> new Style[0];
        };
    }

    /** {@code PROMOTE of beta (10.0.0.12)}. */
    static String order(KnownPool pool, WithheldCommand held) {
        return held.getCommand()
                + held.getHost().map(host -> " of " + pool.called(host)).orElse("");
    }

    static String list(List<String> words) {
        return words.isEmpty() ? "-" : String.join(", ", words);
    }
}
