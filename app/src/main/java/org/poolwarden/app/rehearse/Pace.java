package org.poolwarden.app.rehearse;

import java.nio.file.Path;
import java.util.Locale;

/** How time passes in a rehearsal, and what it is played on. */
public enum Pace {
    /** Simulated time, in this process and without a broker. */
    VIRTUAL("simulated seconds") {
        @Override
        ScenarioRun run(Scenario scenario, Path dir, Onlooker onlooker) {
            return new VirtualRun(scenario, onlooker);
        }
    },
    /** The machine's time, on the embedded stack. */
    LIVE("seconds of real time") {
        @Override
        ScenarioRun run(Scenario scenario, Path dir, Onlooker onlooker) {
            return new LiveRun(scenario, dir, onlooker);
        }
    };

    private final String seconds;

    Pace(String seconds) {
        this.seconds = seconds;
    }

    /**
     * A run that has not begun.
     *
     * @param dir for its data; new
     */
    abstract ScenarioRun run(Scenario scenario, Path dir, Onlooker onlooker);

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String seconds() {
        return seconds;
    }
}
