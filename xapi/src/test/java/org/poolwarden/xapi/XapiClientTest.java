package org.poolwarden.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.poolwarden.xapi.XapiSession.Scope;

/** What is sent for each call, and what is made of an answer. */
class XapiClientTest {

    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final HostEndpoint HOST = new HostEndpoint("alpha", "10.0.0.1", 443);
    private static final Credentials ROOT = new Credentials("root", "hunter2");
    private static final XapiSession LOCAL = new XapiSession(HOST, "OpaqueRef:local", Scope.LOCAL);
    private static final XapiSession POOL = new XapiSession(HOST, "OpaqueRef:pool", Scope.POOL);

    private final List<XapiCall> sent = new ArrayList<>();
    private Object answer = "";
    private final XapiClient client = new XapiClient(new XapiTransport() {
        @Override
        public CompletionStage<Object> call(XapiCall call) {
            sent.add(call);
            return CompletableFuture.completedFuture(answer);
        }

        @Override
        public void close() {}
    });

    @Test
    void aLoginNamesItsOriginatorSoThatOtherSessionsAreNotPushedOut() {
        answer = "OpaqueRef:1";
        XapiSession session = done(client.login(HOST, ROOT, DEADLINE, Connection.FRESH));

        assertThat(session.scope()).isEqualTo(Scope.POOL);
        assertThat(only().method()).isEqualTo("session.login_with_password");
        assertThat(only().params()).containsExactly("root", "hunter2", "1.0", "poolwarden");
        assertThat(only().connection()).isEqualTo(Connection.FRESH);
    }

    @Test
    void aLocalSessionIsEndedByTheLocalCall() {
        done(client.logout(LOCAL, DEADLINE));
        done(client.logout(POOL, DEADLINE));

        assertThat(sent).extracting(XapiCall::method).containsExactly("session.local_logout", "session.logout");
    }

    /** Every slave is asked twice a minute: a handshake each time would be most of what poolwarden does. */
    @Test
    void isSlaveTravelsOnAKeptConnection() {
        answer = true;

        assertThat(done(client.isSlave(LOCAL, DEADLINE))).isTrue();
        assertThat(only().connection()).isEqualTo(Connection.KEPT);
        assertThat(only().params()).containsExactly("OpaqueRef:local", "OpaqueRef:NULL");
    }

    @Test
    void emergencyCallsTravelAlone() {
        done(client.emergencyTransitionToMaster(LOCAL, DEADLINE));
        done(client.emergencyResetMaster(LOCAL, "10.0.0.2", DEADLINE));

        assertThat(sent)
                .extracting(call -> call.method() + call.params() + call.connection())
                .containsExactly(
                        "pool.emergency_transition_to_master[OpaqueRef:local]FRESH",
                        "pool.emergency_reset_master[OpaqueRef:local, 10.0.0.2]FRESH");
    }

    /** A call that changes something and dies with a kept connection would leave its outcome unknown. */
    @Test
    void whatATaskDoesIsBegunOnAConnectionOfItsOwn() {
        answer = "OpaqueRef:task";

        assertThat(done(client.recoverSlaves(POOL, DEADLINE))).isEqualTo("OpaqueRef:task");
        done(client.declareDead(POOL, "OpaqueRef:alpha", DEADLINE));
        done(client.startGuest(POOL, "OpaqueRef:web", DEADLINE));
        done(client.designateNewMaster(POOL, "OpaqueRef:beta", DEADLINE));

        assertThat(sent)
                .extracting(call -> call.method() + call.params() + call.connection())
                .containsExactly(
                        "Async.pool.recover_slaves[OpaqueRef:pool]FRESH",
                        "Async.host.declare_dead[OpaqueRef:pool, OpaqueRef:alpha]FRESH",
                        "Async.VM.start[OpaqueRef:pool, OpaqueRef:web, false, false]FRESH",
                        "Async.pool.designate_new_master[OpaqueRef:pool, OpaqueRef:beta]FRESH");
    }

    @Test
    void recordsAreReadByNameAndMissingFieldsAreEmpty() {
        answer = Map.of(
                "OpaqueRef:a",
                Map.of("uuid", "u", "name_label", "alpha", "address", "10.0.0.1", "future_field", List.of(1)));

        HostRecord host = done(client.hostRecords(POOL, DEADLINE)).get("OpaqueRef:a");

        assertThat(host.address()).isEqualTo("10.0.0.1");
        assertThat(host.productVersion()).isEmpty();
        assertThat(host.enabled()).isFalse();
    }

    @Test
    void anAnswerOfAnotherTypeSaysWhichCallAndWhatWasExpected() {
        answer = "not records";
        assertThat(trouble(client.hostRecords(POOL, DEADLINE)))
                .hasMessage("host.get_all_records on alpha (10.0.0.1:443): expected records, got String");

        answer = "true";
        assertThat(trouble(client.isInEmergencyMode(LOCAL, DEADLINE))).hasMessageContaining("expected a boolean");

        answer = Map.of();
        assertThat(trouble(client.poolRecord(POOL, DEADLINE))).hasMessageContaining("expected one pool record");
    }

    @Test
    void aTaskTellsItsReferencesFromItsXml() {
        String ref = "OpaqueRef:0d8b7a96-0000-4000-8000-000000000001";
        answer = Map.of("status", "success", "result", "<value><array><data><value>" + ref + "</value></data></array>");

        TaskRecord task = done(client.task(POOL, "OpaqueRef:task", DEADLINE));

        assertThat(task.isSuccess()).isTrue();
        assertThat(task.isPending()).isFalse();
        assertThat(task.references()).containsExactly(ref);
    }

    @Test
    void nothingThatIsPrintedHoldsAPasswordOrASession() {
        answer = "OpaqueRef:1";
        XapiSession session = done(client.login(HOST, ROOT, DEADLINE, Connection.KEPT));

        assertThat(only() + " " + session + " " + ROOT).doesNotContain("hunter2", "OpaqueRef:1");
    }

    @Test
    void whoGivesUpGivesTheCallUp() {
        CompletableFuture<Object> open = new CompletableFuture<>();
        XapiClient patient = new XapiClient(new XapiTransport() {
            @Override
            public CompletionStage<Object> call(XapiCall call) {
                return open;
            }

            @Override
            public void close() {}
        });

        patient.isSlave(LOCAL, DEADLINE).toCompletableFuture().cancel(true);

        assertThat(open).isCancelled();
    }

    private XapiCall only() {
        assertThat(sent).hasSize(1);
        return sent.get(0);
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static XapiException trouble(CompletionStage<?> stage) {
        Throwable[] found = new Throwable[1];
        stage.whenComplete((value, error) -> found[0] = error);
        return XapiException.of(found[0]);
    }
}
