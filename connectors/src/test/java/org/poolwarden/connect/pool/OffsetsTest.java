package org.poolwarden.connect.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poolwarden.connect.disk.DiskConnector;
import org.poolwarden.connect.event.EventConnector;
import org.poolwarden.connect.heartbeat.HeartbeatConnector;

/** What people write through Connect's REST API; the JSON is as it comes from there. */
class OffsetsTest {

    private static final String POSITION = "{'master': 'u', 'agentStart': '1.', 'token': 't', 'objects': 'vm=3'}";

    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "DISK      | {'host': 'closet/alpha'} | {'t': 1795377600}",
                "DISK      | {'host': 'closet/alpha'} | {'t': 0}",
                "EVENT     | {'pool': 'closet'} | " + POSITION,
                "HEARTBEAT | {'pool': 'closet'} | {'incarnation': 1795377600000, 'round': 7}",
            })
    void whatTheConnectorWritesItselfIsTaken(String connector, String partition, String offset) throws Exception {
        assertThat(alter(connector, partition, offset)).isTrue();
    }

    /** Also of a pool that is no longer configured: that is how its offsets are cleared away. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "DISK      | {'host': 'gone/alpha'}",
                "EVENT     | {'pool': 'gone'}",
                "HEARTBEAT | {'pool': 'gone'}",
            })
    void anyOffsetCanBeRemoved(String connector, String partition) throws Exception {
        assertThat(alter(connector, partition, null)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "DISK  | {'pool': 'closet'} | {'t': 1795377600} | expected one field host, POOL/HOST",
                "DISK  | {'pool': 'closet', 'host': 'alpha'} | {'t': 1795377600} | expected one field host, POOL/HOST",
                "DISK  | {'host': 7} | {'t': 1795377600} | expected one field host, POOL/HOST",
                "DISK  | {'host': 'alpha'} | {'t': 1795377600} | expected one field host, POOL/HOST",
                "DISK  | {'host': 'attic/a'} | {'t': 1} | expected one of the configured pools [closet]",
                "DISK  | {'host': 'closet/alpha'} | {'time': 1795377600} | expected t as whole seconds",
                "DISK  | {'host': 'closet/alpha'} | {'t': '1795377600'} | expected t as whole seconds",
                "DISK  | {'host': 'closet/alpha'} | {'t': 1795377600.5} | expected t as whole seconds",
                "DISK  | {'host': 'closet/alpha'} | {'t': -5} | expected t as whole seconds",
                "DISK  | {'host': 'closet/alpha'} | {'t': 1795377600000} | not milliseconds",
                "DISK  | {'host': 'closet/alpha'} | {} | expected t as whole seconds",
                "EVENT | {'pool': 'closet'} | {'token': 't'} | expected agentStart as text, master as text",
                "EVENT | {'host': 'closet/alpha'} | " + POSITION + " | expected one field pool, a pool's name",
                "EVENT | {'pool': 'attic'} | " + POSITION + " | expected one of the configured pools [closet]",
                "HEARTBEAT | {'pool': 'closet'} | {'incarnation': 1, 'round': -1} | round as a whole number from 0",
                "HEARTBEAT | {'pool': 'closet'} | {'incarnation': 'x', 'round': 1} | incarnation as a whole number",
            })
    void whatIsWrongSaysWhatWasExpected(String connector, String partition, String offset, String message) {
        assertThatThrownBy(() -> alter(connector, partition, offset))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(message);
    }

    private boolean alter(String connector, String partition, String offset) throws Exception {
        Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
        offsets.put(read(partition), offset == null ? null : read(offset));
        return connector(connector).alterOffsets(Map.of("pools", "closet"), offsets);
    }

    private static SourceConnector connector(String name) {
        return switch (name) {
            case "DISK" -> new DiskConnector();
            case "EVENT" -> new EventConnector();
            case "HEARTBEAT" -> new HeartbeatConnector();
            default -> throw new IllegalArgumentException(name);
        };
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> read(String text) throws Exception {
        return json.readValue(text.replace('\'', '"'), Map.class);
    }
}
