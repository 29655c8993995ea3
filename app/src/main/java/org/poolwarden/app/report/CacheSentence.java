package org.poolwarden.app.report;

import static org.poolwarden.app.report.Figures.number;
import static org.poolwarden.app.report.Figures.percent;

import org.poolwarden.schema.CacheScenario;

/** What an SR would have to do with IntelliCache otherwise than it is, in a sentence. */
final class CacheSentence {

    private CacheSentence() {}

    static String of(CacheScenario scenario) {
        double left = scenario.getHeadroomIops();
        return condition(scenario) + ", it would be asked for " + number(scenario.getIopsP95()) + " at p95"
                + scenario.getUtilisation()
                        .map(used -> ", " + percent(used) + " of what the disks could serve then")
                        .orElse("")
                + (left < 0 ? ": overbooked by " + number(-left) + "." : ": with room for " + number(left) + " more.");
    }

    /** For example {@code If its cache failed}. */
    static String condition(CacheScenario scenario) {
        return switch (scenario.getName()) {
            case "CACHE_FAILED" -> "If its cache failed";
            case "CACHE_ON" -> "If IntelliCache were on";
            default -> "In case of " + Figures.words(scenario.getName());
        };
    }
}
