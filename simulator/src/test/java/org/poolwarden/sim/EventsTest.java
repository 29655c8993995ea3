package org.poolwarden.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTest {

    private final Console console = new Console("alpha", "beta");
    private final String session = console.session("alpha");

    @Test
    void theFirstCallTellsEveryObjectAsAddWithItsWholeRecord() {
        Map<?, ?> told = from("", "host", "pool");

        assertThat(events(told))
                .extracting(event -> event.get("class") + " " + event.get("operation"))
                .containsExactlyInAnyOrder("pool add", "host add", "host add");
        assertThat(events(told)).allSatisfy(event -> {
            assertThat(event.get("timestamp")).isEqualTo("0.0");
            assertThat(((Map<?, ?>) event.get("snapshot")).get("uuid")).isNotNull();
        });
        assertThat(told.get("token").toString()).matches("\\d{20},\\d{20}");
    }

    /** The only int32 of the API. */
    @Test
    void refCountsAreOfAllTablesInLowerCase() {
        Map<?, ?> counts = (Map<?, ?>) from("", "pool").get("valid_ref_counts");

        assertThat(counts.get("host")).isEqualTo(2);
        assertThat(counts.get("vm")).isEqualTo(6);
        assertThat(counts.get("vif")).isEqualTo(0);
    }

    @Test
    void nothingNewIsAnEmptyListAndATokenAtTheEndOfTheTime() {
        String token = token(from("", "*"));
        AtomicReference<SimAnswer> said = ask(token, 10.0, "host");

        console.after(Duration.ofSeconds(9));
        assertThat(said.get()).isNull();
        console.after(Duration.ofSeconds(2));
        assertThat(events(value(said.get()))).isEmpty();
        assertThat(token(value(said.get()))).isEqualTo(token);
    }

    @Test
    void aChangeWakesWhoWaitsAndIsAMod() {
        AtomicReference<SimAnswer> said = ask(token(from("", "*")), 60.0, "pool");
        console.pool.setHaArmed(true);
        console.after(Duration.ofMillis(200));

        Map<String, Object> event = only(value(said.get()));
        assertThat(event.get("operation")).isEqualTo("mod");
        assertThat(((Map<?, ?>) event.get("snapshot")).get("ha_enabled")).isEqualTo(true);
    }

    @Test
    void changesCoalesceToTheNewestRecord() {
        String token = token(from("", "*"));
        console.pool.setHaArmed(true);
        console.pool.setHaArmed(false);
        console.pool.setHaArmed(true);

        assertThat(only(from(token, "pool")).get("operation")).isEqualTo("mod");
    }

    @Test
    void aTaskIsAnAddThenAModThenADel() {
        String token = token(from("", "*"));
        String task = text(console.ask("alpha", "task.create", session, "mine", ""));
        Map<?, ?> born = from(token, "task");
        assertThat(only(born).get("operation")).isEqualTo("add");

        console.ask("alpha", "task.destroy", session, task);
        Map<String, Object> gone = only(from(token(born), "task"));
        assertThat(gone.get("operation")).isEqualTo("del");
        assertThat(gone.get("ref")).isEqualTo(task);
        assertThat(gone).doesNotContainKey("snapshot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOST", "host", "Host"})
    void aClassIsNamedInAnyCase(String name) {
        assertThat(events(from("", name))).hasSize(2);
    }

    @Test
    void oneObjectCanBeNamedAndUnknownNamesMatchNothing() {
        String alpha = console.host("alpha").ref();

        assertThat(only(from("", "host/" + alpha)).get("ref")).isEqualTo(alpha);
        AtomicReference<SimAnswer> said = ask("", 1.0, "nonsense");
        console.after(Duration.ofSeconds(2));
        assertThat(events(value(said.get()))).isEmpty();
    }

    @Test
    void anInjectedEventIsAFence() {
        String token = token(from("", "*"));
        String fence = text(console.ask(
                "alpha", "event.inject", session, "host", console.host("beta").ref()));

        Map<?, ?> told = from(token, "host");
        assertThat(only(told).get("ref")).isEqualTo(console.host("beta").ref());
        assertThat(token(told)).isGreaterThan(fence);
        assertThat(Console.brief(console.ask("alpha", "event.inject", session, "host", "nobody")))
                .isEqualTo("[HANDLE_INVALID, host, nobody]");
    }

    @Test
    void aTokenThatIsNoneIsAnError() {
        assertThat(Console.brief(console.ask("alpha", "event.from", session, List.of("*"), "7", 1.0)))
                .isEqualTo("[EVENT_FROM_TOKEN_PARSE_FAILURE, 7]");
    }

    @Test
    void aSessionThatEndsDuringTheWaitIsInvalid() {
        AtomicReference<SimAnswer> said = ask(token(from("", "*")), 60.0, "pool");
        console.ask("alpha", "session.logout", session);

        assertThat(Console.brief(Optional.ofNullable(said.get()))).startsWith("[SESSION_INVALID");
    }

    @Test
    void aWaitBreaksWithItsMaster() {
        AtomicReference<SimAnswer> said = ask(token(from("", "*")), 60.0, "pool");
        console.host("alpha").stopToolstack();
        console.after(Duration.ofSeconds(1));

        assertThat(Console.brief(Optional.ofNullable(said.get()))).isEqualTo("closed");
    }

    /** No error and no events: why a client must begin with an empty token after every login. */
    @Test
    void anOldTokenIsSilentOnANewMaster() {
        String token = token(from("", "*"));
        for (int change = 0; change < 40; change++) {
            console.pool.setHaArmed(change % 2 == 0);
            token = token(from(token, "pool"));
        }
        console.host("alpha").powerOff();
        console.host("beta").adminPromote();
        console.after(Duration.ofSeconds(60));
        String there = console.session("beta");
        AtomicReference<SimAnswer> said = new AtomicReference<>();
        console.world
                .ask("console", "10.0.0.2", "event.from", List.of(there, List.of("pool"), token, 30.0))
                .thenAccept(said::set);
        console.pool.setHaArmed(false);
        console.after(Duration.ofSeconds(31));

        assertThat(events(value(said.get()))).isEmpty();
        assertThat(token(value(said.get())).split(",")[0])
                .as("the new master gives the high token back, and stays silent")
                .isEqualTo(token.split(",")[0]);
    }

    @Test
    void liveTurnsFalseTenMinutesAfterTheLastWord() {
        String token = token(from("", "*"));
        console.host("beta").crash();
        console.after(Duration.ofSeconds(630));

        Map<String, Object> event = events(from(token, "host_metrics")).get(0);
        assertThat(((Map<?, ?>) event.get("snapshot")).get("live")).isEqualTo(false);
    }

    /** Their generation is one of its own, and their id is always 0. */
    @Test
    void aMessageComesFirstWithoutAGeneration() {
        String token = token(from("", "*"));
        String uuid = console.host("beta").uuid();
        String ref = text(console.ask("alpha", "message.create", session, "ALARM", "1", "Host", uuid, "disk full"));

        Map<?, ?> told = from(token, "message", "pool");
        assertThat(only(told))
                .containsEntry("id", "0")
                .containsEntry("operation", "add")
                .containsEntry("ref", ref);
        assertThat(((Map<?, ?>) only(told).get("snapshot")).get("obj_uuid")).isEqualTo(uuid);
        console.ask("alpha", "message.destroy", session, ref);
        assertThat(only(from(token(told), "message"))).containsEntry("operation", "del");
    }

    @Test
    void whoRegistersIsToldInTheOldWay() {
        assertThat(Console.brief(console.ask("alpha", "event.next", session))).startsWith("[SESSION_NOT_REGISTERED");
        console.ask("alpha", "event.register", session, List.of("pool"));
        AtomicReference<SimAnswer> said = next();
        console.pool.setHaArmed(true);
        console.after(Duration.ofMillis(200));
        List<?> first = (List<?>) ((SimAnswer.Success) said.get()).value();
        assertThat(first).hasSize(1);

        AtomicReference<SimAnswer> idle = next();
        console.after(Duration.ofSeconds(29));
        assertThat(idle.get()).as("nothing has happened yet").isNull();
        console.after(Duration.ofSeconds(2));
        assertThat((List<?>) ((SimAnswer.Success) idle.get()).value())
                .as("every 30 s a word of the pool")
                .hasSize(1);
    }

    @Test
    void whoSleepsWhileMuchIsDeletedHasLostEventsInTheOldWay() {
        console.ask("alpha", "event.register", session, List.of("task"));
        createAndDestroy(520);

        assertThat(Console.brief(console.ask("alpha", "event.next", session))).isEqualTo("[EVENTS_LOST]");
        console.ask("alpha", "event.unregister", session, List.of("task"));
    }

    /** Only 256 of the dead are remembered then, and nobody says so: the counts do. */
    @Test
    void whoSleepsWhileMuchIsDeletedMissesDelsAndSeesItInTheCounts() {
        createTasks(520);
        Map<?, ?> all = from("", "task");
        destroyTasks();
        Map<?, ?> told = from(token(all), "task");

        assertThat(events(all)).hasSize(520);
        assertThat(events(told)).hasSizeLessThan(520).allMatch(event -> event.get("operation")
                .equals("del"));
        assertThat(((Map<?, ?>) told.get("valid_ref_counts")).get("task")).isEqualTo(0);
    }

    @Test
    void whatCameAndWentBetweenTwoCallsIsNotTold() {
        String token = token(from("", "task", "pool"));
        console.ask("alpha", "event.get_current_id", session);
        createAndDestroy(1);
        AtomicReference<SimAnswer> said = ask(token, 1.0, "task");
        console.after(Duration.ofSeconds(2));

        assertThat(events(value(said.get()))).isEmpty();
    }

    @Test
    void messagesComeFirstThenAddsThenModsThenDels() {
        String old = text(console.ask("alpha", "task.create", session, "old", ""));
        String token = token(from("", "*"));
        console.ask("alpha", "task.destroy", session, old);
        console.pool.setHaArmed(true);
        console.ask("alpha", "task.create", session, "new", "");
        console.ask("alpha", "message.create", session, "ALARM", "1", "Pool", console.pool.uuid(), "");

        assertThat(events(from(token, "message", "task", "pool")))
                .extracting(event -> event.get("class") + " " + event.get("operation"))
                .containsExactly("message add", "task add", "pool mod", "task del");
    }

    /** It is of the newest event that was told: what others heard does not move it. */
    @Test
    void aTokenIsOfWhatWasAskedFor() {
        String token = token(from("", "pool", "PBD"));
        console.pool.setHaArmed(true);
        Map<?, ?> pool = from(token, "pool");
        AtomicReference<SimAnswer> said = ask(token, 1.0, "PBD");
        console.after(Duration.ofSeconds(2));

        assertThat(token(pool)).isGreaterThan(token);
        assertThat(token(value(said.get()))).isEqualTo(token);
    }

    @Test
    void aNegativeTimeoutIsADay() {
        Console small = new Console(pool -> pool.withVms(Map.of("alpha", 0), Map.of()), "alpha");
        AtomicReference<SimAnswer> said = new AtomicReference<>();
        small.world
                .ask("console", "10.0.0.1", "event.from", List.of(small.session("alpha"), List.of("VBD"), "", -1.0))
                .thenAccept(said::set);
        small.after(Duration.ofHours(23));
        assertThat(said.get()).isNull();

        small.after(Duration.ofHours(1).plusSeconds(1));
        assertThat(events(value(said.get()))).isEmpty();
    }

    /** What a call has changed is told at once, and not when the master looks around. */
    @Test
    void aTaskWakesWhoWaitsForTasks() {
        AtomicReference<SimAnswer> said = ask(token(from("", "PBD", "task")), 60.0, "task");
        console.ask("alpha", "task.create", session, "mine", "");

        assertThat(only(value(said.get())).get("operation")).isEqualTo("add");
    }

    /** Over its limit a client loses its oldest session, and learns it in the middle of its wait. */
    @Test
    void aWaitEndsWhenTheMasterEndsItsSession() {
        AtomicReference<SimAnswer> said = ask(token(from("", "PBD")), 3600.0, "PBD");
        for (int i = 0; i < 500; i++) {
            console.login("alpha");
        }
        console.after(Duration.ofSeconds(31));

        assertThat(said.get()).isEqualTo(SimAnswer.failure("SESSION_INVALID", session));
    }

    private void createAndDestroy(int count) {
        createTasks(count);
        destroyTasks();
    }

    private void createTasks(int count) {
        for (int i = 0; i < count; i++) {
            console.ask(Duration.ofMillis(20), "alpha", "task.create", session, "task " + i, "");
        }
        console.ask("alpha", "event.get_current_id", session);
    }

    private void destroyTasks() {
        ((List<?>) Console.value(console.ask("alpha", "task.get_all", session)))
                .forEach(task -> console.ask(Duration.ofMillis(20), "alpha", "task.destroy", session, task));
        console.ask("alpha", "event.get_current_id", session);
    }

    private AtomicReference<SimAnswer> next() {
        AtomicReference<SimAnswer> said = new AtomicReference<>();
        console.world.ask("console", "10.0.0.1", "event.next", List.of(session)).thenAccept(said::set);
        console.after(Duration.ofMillis(100));
        return said;
    }

    private Map<?, ?> from(String token, String... classes) {
        return value(console.ask("alpha", "event.from", session, List.of(classes), token, 60.0)
                .orElseThrow());
    }

    private AtomicReference<SimAnswer> ask(String token, double timeout, String... classes) {
        AtomicReference<SimAnswer> said = new AtomicReference<>();
        console.world
                .ask("console", "10.0.0.1", "event.from", List.of(session, List.of(classes), token, timeout))
                .thenAccept(said::set);
        console.after(Duration.ofMillis(100));
        return said;
    }

    private static Map<?, ?> value(SimAnswer answer) {
        return (Map<?, ?>) ((SimAnswer.Success) answer).value();
    }

    private static String text(Optional<SimAnswer> answer) {
        return String.valueOf(((SimAnswer.Success) answer.orElseThrow()).value());
    }

    private static String token(Map<?, ?> told) {
        return String.valueOf(told.get("token"));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> events(Map<?, ?> told) {
        return (List<Map<String, Object>>) told.get("events");
    }

    private static Map<String, Object> only(Map<?, ?> told) {
        assertThat(events(told)).hasSize(1);
        return events(told).get(0);
    }
}
