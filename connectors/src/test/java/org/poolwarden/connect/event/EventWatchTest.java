package org.poolwarden.connect.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poolwarden.connect.FakeXapi;
import org.poolwarden.connect.VirtualTime;
import org.poolwarden.connect.event.EventWatch.Heard;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.schema.EventOperation;
import org.poolwarden.schema.XapiEvent;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.ApiFailure;

class EventWatchTest {

    private static final String EVENTS = "event.from";
    private static final EventPosition ON_ALPHA = new EventPosition("uuid-alpha", "1630403754.", "t7", "vm=1");

    private final VirtualTime time = new VirtualTime();
    private final FakeXapi xapi = new FakeXapi(time);
    private final List<Heard> heard = new ArrayList<>();
    private final List<XapiException.Kind> failures = new ArrayList<>();
    private boolean hasRoom = true;

    @BeforeEach
    void alphaIsMasterAndBetaFollows() {
        master("alpha", "1630403754.");
        xapi.isSlave("beta", "10.0.0.1");
    }

    @Test
    void withoutAPositionEverythingIsToldAnew() {
        xapi.says("alpha", EVENTS, batch("t1", Map.of("vm", 1), event("1", "vm", "add", "a")));
        watch(EventPosition.NOWHERE);

        assertThat(heard.get(0).resync()).isTrue();
        assertThat(heard.get(0).before()).isEqualTo(ON_ALPHA.anew());
        assertThat(heard.get(0).after()).isEqualTo(ON_ALPHA.at("t1", "vm=1"));
    }

    @Test
    void aTokenIsUsedOnTheSameMasterWithTheSameStart() {
        xapi.says("alpha", EVENTS, batch("t8", Map.of(), event("8", "vm", "mod", "a")));
        watch(ON_ALPHA);

        assertThat(heard.get(0).resync()).isFalse();
        assertThat(heard.get(0).before().token()).isEqualTo("t7");
    }

    /** An old token on another database brings no error and no events. */
    @Test
    void aTokenIsNotUsedAfterARestartOrOnAnotherMaster() {
        xapi.says("alpha", EVENTS, batch("t1", Map.of(), event("1", "vm", "add", "a")));
        watch(new EventPosition("uuid-alpha", "1600000000.", "t7", "vm=1"));
        assertThat(heard.get(0).resync()).isTrue();

        heard.clear();
        watch(new EventPosition("uuid-beta", "1630403754.", "t7", "vm=1"));
        assertThat(heard.get(0).resync()).isTrue();
    }

    @Test
    void aFailoverEndsTheSessionAndTheNewMasterTellsEverythingAnew() {
        xapi.says("alpha", EVENTS, batch("t8", Map.of(), event("8", "vm", "mod", "a")));
        watch(ON_ALPHA);
        xapi.isDead("alpha");
        master("beta", "1700000000.");
        xapi.says("beta", EVENTS, batch("t2", Map.of(), event("1", "vm", "add", "a")));
        time.passes(Duration.ofMinutes(2));

        Heard last = heard.get(heard.size() - 1);
        assertThat(last.after().master()).isEqualTo("uuid-beta");
        assertThat(heard.stream().filter(Heard::resync)).hasSize(1);
    }

    @Test
    void aSessionThatIsInvalidIsOpenedAgainWithoutAResync() {
        xapi.fails("alpha", EVENTS, ApiFailure.of(List.of("SESSION_INVALID", "x")));
        watch(ON_ALPHA);
        assertThat(heard).isEmpty();

        xapi.says("alpha", EVENTS, batch("t8", Map.of(), event("8", "vm", "mod", "a")));
        time.passes(Duration.ofSeconds(11));
        assertThat(heard.get(0).resync()).isFalse();
    }

    @Test
    void aCountThatDiffersIsAMissedEventAndEverythingIsToldAnew() {
        xapi.says("alpha", EVENTS, batch("t1", Map.of("vm", 1), event("1", "vm", "add", "a")));
        watch(EventPosition.NOWHERE);
        int before = heard.size();
        xapi.says("alpha", EVENTS, batch("t2", Map.of("vm", 3)));
        time.passes(Duration.ofMillis(200));
        xapi.says("alpha", EVENTS, batch("t3", Map.of("vm", 1), event("1", "vm", "add", "a")));
        time.passes(Duration.ofMillis(200));

        assertThat(heard.subList(before, heard.size()))
                .extracting(Heard::resync)
                .containsExactly(false, true);
    }

    /** The queue of deletions is short: one may be lost while nobody listens, and only the number tells. */
    @Test
    void aCountThatDiffersAfterARestartIsAMissedEventToo() {
        xapi.says("alpha", EVENTS, batch("t8", Map.of("vm", 1), event("8", "vm", "mod", "a")));
        watch(new EventPosition("uuid-alpha", "1630403754.", "t7", "vm=5"));
        xapi.says("alpha", EVENTS, batch("t9", Map.of("vm", 1), event("8", "vm", "add", "a")));
        time.passes(Duration.ofMillis(200));

        assertThat(heard).extracting(Heard::resync).startsWith(false, true);
        assertThat(heard.get(1).after().objects()).isEqualTo("vm=1");
    }

    @Test
    void whatAResyncDoesNotRepeatIsDeleted() {
        xapi.says("alpha", EVENTS, batch("t1", Map.of(), event("1", "vm", "add", "a"), event("2", "vm", "add", "b")));
        watch(EventPosition.NOWHERE);
        xapi.isDead("alpha");
        master("beta", "1700000000.");
        xapi.says("beta", EVENTS, batch("t2", Map.of(), event("1", "vm", "add", "b"), event("2", "vm", "add", "c")));
        time.passes(Duration.ofMinutes(2));

        Heard anew = heard.stream().filter(Heard::resync).skip(1).findFirst().orElseThrow();
        assertThat(new EventRecords("closet").of(anew, time.now()))
                .extracting(
                        record -> record.getOperation() + " " + record.getRef().orElse(""))
                .containsExactly("RESYNC ", "ADD b", "ADD c", "DEL a");
    }

    /** Asking again would bring the same, every fifth of a second. */
    @Test
    void aMasterThatCountsOtherwiseThanItTellsIsNotAskedForEverythingAgainAndAgain() {
        xapi.says("alpha", EVENTS, batch("t1", Map.of("vm", 3), event("1", "vm", "add", "a")));
        watch(EventPosition.NOWHERE);
        xapi.says("alpha", EVENTS, batch("t2", Map.of("vm", 3)));
        time.passes(Duration.ofMinutes(1));

        assertThat(heard.stream().filter(Heard::resync)).hasSize(1);
    }

    /** Of a class that was not asked for before nothing was told. */
    @Test
    void otherClassesAreToldFromTheBeginning() {
        xapi.says("alpha", EVENTS, batch("t8", Map.of(), event("8", "vm", "add", "a")));
        watch(new EventPosition("uuid-alpha", "1630403754.", "t7", "host=2,vm=1"));

        assertThat(heard.get(0).resync()).isTrue();
    }

    @Test
    void aMasterThatIsNotConfiguredIsFollowedToo() {
        xapi.isSlave("alpha", "10.0.0.9").isSlave("beta", "10.0.0.9");
        master("10.0.0.9", "1700000000.");
        xapi.says("10.0.0.9", EVENTS, batch("t1", Map.of(), event("1", "vm", "add", "a")));
        watch(ON_ALPHA);

        assertThat(heard.get(0).after().master()).isEqualTo("uuid-10.0.0.9");
    }

    @Test
    void aMasterThatIsNoAddressIsNobody() {
        xapi.isSlave("alpha", "127.0.0.1:8083").isSlave("beta", "no address");
        watch(ON_ALPHA);
        time.passes(Duration.ofSeconds(20));
        assertThat(heard).isEmpty();

        master("alpha", "1630403754.");
        xapi.says("alpha", EVENTS, batch("t8", Map.of(), event("8", "vm", "mod", "a")));
        time.passes(Duration.ofSeconds(20));
        assertThat(heard).isNotEmpty();
    }

    /** A master notes each wrong password, and takes five seconds to refuse it. */
    @Test
    void aRefusedPasswordIsTriedOnceAMinuteAndTheRefusalIsCounted() {
        XapiException refused = ApiFailure.of(List.of("SESSION_AUTHENTICATION_FAILED", "root", ""));
        xapi.failsAfter("alpha", "session.login_with_password", Duration.ofSeconds(5), refused);
        watch(EventPosition.NOWHERE);
        time.passes(Duration.ofSeconds(30));
        long before = xapi.count("alpha", "session.login_with_password");
        time.passes(Duration.ofMinutes(5));

        assertThat(xapi.count("alpha", "session.login_with_password") - before).isEqualTo(5);
        assertThat(failures).contains(XapiException.Kind.ANSWER_TIMED_OUT);

        master("alpha", "1630403754.");
        xapi.says("alpha", EVENTS, batch("t8", Map.of(), event("8", "vm", "mod", "a")));
        time.passes(Duration.ofSeconds(80));
        assertThat(heard).isNotEmpty();
    }

    @Test
    void twoHostsThatNameEachOtherDoNotLeadInACircle() {
        xapi.isSlave("alpha", "10.0.0.2").isSlave("beta", "10.0.0.1");
        watch(EventPosition.NOWHERE);
        time.passes(Duration.ofSeconds(1));

        assertThat(xapi.count("alpha", "session.login_with_password")
                        + xapi.count("beta", "session.login_with_password"))
                .isEqualTo(3);
    }

    @Test
    void whoCannotBeDeliveredIsNotAskedForMore() {
        xapi.says("alpha", EVENTS, batch("t8", Map.of(), event("8", "vm", "mod", "a")));
        hasRoom = false;
        watch(ON_ALPHA);
        time.passes(Duration.ofMinutes(1));
        assertThat(heard).isEmpty();

        hasRoom = true;
        time.passes(Duration.ofSeconds(6));
        assertThat(heard).isNotEmpty();
    }

    @Test
    void aStopGivesTheSessionBackAndHearsNothingMore() {
        xapi.says("alpha", EVENTS, batch("t8", Map.of(), event("8", "vm", "mod", "a")));
        EventWatch watch = watch(ON_ALPHA);
        watch.stop();
        time.passes(Duration.ofSeconds(1));
        int count = heard.size();
        time.passes(Duration.ofMinutes(2));

        assertThat(heard).hasSize(count);
        assertThat(xapi.count("alpha", "session.logout")).isOne();
    }

    @Test
    void howFarAPoolIsBehindGrowsWhileNoMasterAnswers() {
        xapi.says("alpha", EVENTS, batch("t8", Map.of(), event("8", "vm", "mod", "a")));
        EventWatch watch = watch(ON_ALPHA);
        assertThat(watch.behind()).isLessThan(Duration.ofSeconds(1));

        xapi.isDead("alpha");
        time.passes(Duration.ofMinutes(5));
        assertThat(watch.behind()).isGreaterThan(Duration.ofMinutes(4));
    }

    @Test
    void aHungMasterIsLeftAfterTheWait() {
        xapi.isSilent("alpha", EVENTS);
        watch(ON_ALPHA);
        time.passes(Duration.ofSeconds(60));

        assertThat(xapi.count("alpha", EVENTS)).isEqualTo(2);
    }

    @Test
    void recordsCarryTypedFieldsAndTheWholeSnapshot() {
        Map<String, Object> vm = new LinkedHashMap<>();
        vm.put("uuid", "u");
        vm.put("name_label", "web");
        vm.put("power_state", "Running");
        vm.put("resident_on", "OpaqueRef:NULL");
        vm.put("start_time", VirtualTime.START);
        xapi.says(
                "alpha",
                EVENTS,
                batch(
                        "t1",
                        Map.of(),
                        Map.of("id", "1", "class", "vm", "operation", "add", "ref", "a", "snapshot", vm),
                        event("2", "vm", "del", "b")));
        watch(EventPosition.NOWHERE);

        List<XapiEvent> records = new EventRecords("closet").of(heard.get(0), time.now());
        assertThat(records)
                .extracting(XapiEvent::getOperation)
                .containsExactly(EventOperation.RESYNC, EventOperation.ADD, EventOperation.DEL);
        XapiEvent add = records.get(1);
        assertThat(add.getName()).contains("web");
        assertThat(add.getPowerState()).contains("Running");
        assertThat(add.getResidentOn()).isEmpty();
        assertThat(add.getSnapshot().orElseThrow()).contains("\"start_time\":\"2026-11-22T20:00:00Z\"");
        assertThat(records.get(2).getSnapshot()).isEmpty();
    }

    @Test
    void anSrTellsItsTypeAndHowFullItIs() {
        Map<String, Object> sr = Map.of(
                "uuid", "u",
                "name_label", "Local storage",
                "type", "ext",
                "shared", false,
                "physical_size", "2000000000000",
                "physical_utilisation", "-1");
        xapi.says(
                "alpha",
                EVENTS,
                batch(
                        "t1",
                        Map.of(),
                        Map.of("id", "1", "class", "sr", "operation", "add", "ref", "a", "snapshot", sr)));
        watch(EventPosition.NOWHERE);

        XapiEvent add = new EventRecords("closet").of(heard.get(0), time.now()).get(1);
        assertThat(add.getSrType()).contains("ext");
        assertThat(add.getSrShared()).contains(false);
        assertThat(add.getSrPhysicalSize()).contains(2_000_000_000_000L);
        assertThat(add.getSrPhysicalUtilisation()).isEmpty();
    }

    @Test
    void aPositionIsKeptAsAnOffsetOfText() {
        assertThat(EventPosition.of(new LinkedHashMap<>(ON_ALPHA.toOffset()))).isEqualTo(ON_ALPHA);
        assertThat(EventPosition.of(null)).isEqualTo(EventPosition.NOWHERE);
        assertThat(EventPosition.of(Map.of("token", 7))).isEqualTo(EventPosition.NOWHERE);
    }

    private EventWatch watch(EventPosition position) {
        EventWatch watch = new EventWatch(
                new PoolAccess("closet", List.of(host("alpha", 1), host("beta", 2)), new Credentials("root", "x")),
                List.of("vm"),
                position,
                new Rhythm(Duration.ofSeconds(5), Duration.ofSeconds(2)),
                new XapiClient(xapi),
                time,
                () -> hasRoom,
                new EventWatch.Listener() {
                    @Override
                    public void heard(Heard batch) {
                        heard.add(batch);
                    }

                    @Override
                    public void failed(XapiException.Kind kind) {
                        failures.add(kind);
                    }
                });
        watch.start(Duration.ZERO);
        time.passes(Duration.ofMillis(100));
        return watch;
    }

    private void master(String host, String agentStart) {
        xapi.isMaster(host)
                .says(
                        host,
                        "host.get_all_records",
                        Map.of(
                                "OpaqueRef:" + host,
                                Map.of(
                                        "uuid",
                                        "uuid-" + host,
                                        "other_config",
                                        Map.of("agent_start_time", agentStart))));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Map<String, Object> batch(String token, Map<String, Object> counts, Map<String, Object>... events) {
        return Map.of("token", token, "events", List.of(events), "valid_ref_counts", counts);
    }

    private static Map<String, Object> event(String id, String type, String operation, String ref) {
        Map<String, Object> event = new LinkedHashMap<>(
                Map.of("id", id, "timestamp", "0.0", "class", type, "operation", operation, "ref", ref));
        if (!operation.equals("del")) {
            event.put("snapshot", Map.of("uuid", "uuid-" + ref));
        }
        return event;
    }

    private static PoolHost host(String name, int number) {
        return new PoolHost(new HostEndpoint(name, "10.0.0." + number, 443), "10.0.0." + number, Optional.empty());
    }
}
