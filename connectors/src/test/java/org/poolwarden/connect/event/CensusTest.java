package org.poolwarden.connect.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.xapi.EventBatch.Event;

class CensusTest {

    private static final List<String> CLASSES = List.of("vm", "host", "message");

    private final Census census = new Census(CLASSES);

    @Test
    void whatIsAddedIsCountedOnceAndWhatIsDeletedNoMore() {
        census.take(events("add vm a", "add vm b", "mod vm a", "add vm a", "add host h", "del vm b"));

        assertThat(census.toText()).isEqualTo("host=1,vm=1");
        assertThat(census.agreesWith(Map.of("vm", 1, "host", 1))).isTrue();
        assertThat(census.agreesWith(Map.of("vm", 2, "host", 1))).isFalse();
    }

    @Test
    void thoseThatWereToldBeforeARestartAreKnownByNumber() {
        Census kept = Census.of("host=3,vm=12", CLASSES).orElseThrow();
        kept.take(events("mod vm a", "add vm b", "del vm c", "del vm a", "mod host h"));

        assertThat(kept.toText()).isEqualTo("host=3,vm=11");
    }

    @Test
    void messagesAreNotCountedNorIsAClassThatTheMasterDoesNotCount() {
        census.take(events("add message m", "add vm a"));

        assertThat(census.agreesWith(Map.of("message", 40, "vm", 1, "sr", 5))).isTrue();
        assertThat(census.agreesWith(Map.of("vm", 1))).isTrue();
    }

    @Test
    void whatIsNotToldAgainIsDeleted() {
        census.take(events("add vm a", "add vm b", "add host h"));

        assertThat(census.deletedBy(events("add vm b", "add vm c")))
                .extracting(event -> event.operation() + " " + event.type() + " " + event.ref())
                .containsExactlyInAnyOrder("del vm a", "del host h");
        assertThat(census.toText()).isEqualTo("host=0,vm=2");
    }

    @Test
    void whatTheMasterCountsAndNeverTellsIsTakenAsGiven() {
        census.take(events("add vm a"));
        census.settleFor(Map.of("vm", 3, "host", 0));

        assertThat(census.agreesWith(Map.of("vm", 3, "host", 0))).isTrue();
        census.take(events("add vm b"));
        assertThat(census.toText()).isEqualTo("host=0,vm=4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "vm=1", "host=1,vm=1,sr=2", "host=1,vm=-1", "host=1,vm=x", "host=1;vm=1", "host=1,vm=1,"})
    void aCensusOfOtherClassesIsNone(String text) {
        assertThat(Census.of(text, CLASSES)).isEmpty();
    }

    private static List<Event> events(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.split(" "))
                .map(words -> new Event("1", words[1], words[0], words[2], Map.of()))
                .toList();
    }
}
