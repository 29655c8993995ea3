package org.poolwarden.connect.worker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class WorkerCheckTest {

    private static final String SESSION = "session.timeout.ms";
    private static final String DELAY = "scheduled.rebalance.max.delay.ms";

    @Test
    void aWorkerWhoseTasksMoveSoonIsFine() {
        assertThatCode(() -> new WorkerCheck().configure(Map.of(SESSION, "6000", DELAY, "0")))
                .doesNotThrowAnyException();
        assertThatCode(() -> new WorkerCheck().configure(Map.of(SESSION, "6000", DELAY, "2000")))
                .doesNotThrowAnyException();
    }

    @Test
    void theDefaultOfFiveMinutesIsRefused() {
        assertThatThrownBy(() -> new WorkerCheck().configure(Map.of(SESSION, "6000")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(DELAY)
                .hasMessageContaining("300000")
                .hasMessageContaining("at most 8000");
    }

    /** Before anything is waited for, the group must notice. */
    @Test
    void theDefaultSessionIsTooLongByItself() {
        assertThatThrownBy(() -> new WorkerCheck().configure(Map.of(DELAY, "0")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("session.timeout.ms 10000");
    }
}
