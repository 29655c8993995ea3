package org.poolwarden.connect.worker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class WorkerCheckTest {

    private static final String DELAY = "scheduled.rebalance.max.delay.ms";

    @Test
    void aWorkerWhoseTasksMoveSoonIsFine() {
        assertThatCode(() -> new WorkerCheck().configure(Map.of(DELAY, "10000")))
                .doesNotThrowAnyException();
    }

    @Test
    void theDefaultOfFiveMinutesIsRefused() {
        assertThatThrownBy(() -> new WorkerCheck().configure(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(DELAY)
                .hasMessageContaining("300000")
                .hasMessageContaining("10000");
    }
}
