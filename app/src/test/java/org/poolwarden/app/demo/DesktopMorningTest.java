package org.poolwarden.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.app.embedded.Ports;

/** From a simulated host's counters to an alert on its storage, by the real connector and the real topology. */
class DesktopMorningTest {

    @Test
    void stormsSaturationAndTheCachesReliefAreSeen(@TempDir Path dir) throws Exception {
        StringWriter printed = new StringWriter();
        String spoiled;
        try (DemoRun run = new DemoRun(Stories.CAPACITY, new PrintWriter(printed), Clock.systemUTC())) {
            run.start(dir, Ports.free());
            spoiled = run.play();
        }

        assertThat(spoiled).as(printed.toString()).isEmpty();
        assertThat(printed.toString())
                .containsSubsequence(
                        "; STEADY",
                        "; BOOT_STORM",
                        "alert     SR_SATURATED",
                        "cache keeps off 45 %",
                        "resolved  SR_SATURATED");
    }
}
