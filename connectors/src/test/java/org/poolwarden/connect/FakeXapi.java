package org.poolwarden.connect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.XapiCall;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.ApiFailure;
import org.poolwarden.xapi.XapiTransport;

/** Hosts that answer what a test told them to, in virtual time. A host that was told nothing is dead. */
public final class FakeXapi implements XapiTransport {

    private final VirtualTime time;
    private final Map<String, Function<XapiCall, CompletionStage<Object>>> answers = new HashMap<>();
    private final List<XapiCall> calls = new ArrayList<>();
    private final Map<XapiCall, CompletableFuture<Object>> open = new IdentityHashMap<>();

    public FakeXapi(VirtualTime time) {
        this.time = time;
    }

    public FakeXapi says(String host, String method, Object value) {
        return told(host, method, call -> CompletableFuture.completedFuture(value));
    }

    /** An answer that depends on what is asked. */
    public FakeXapi answers(String host, String method, Function<XapiCall, Object> answer) {
        return told(host, method, call -> CompletableFuture.completedFuture(answer.apply(call)));
    }

    public FakeXapi fails(String host, String method, XapiException trouble) {
        return told(host, method, call -> CompletableFuture.failedFuture(trouble));
    }

    /** TCP is accepted, and nothing said to the call's deadline. */
    public FakeXapi isSilent(String host, String method) {
        return told(host, method, call -> atDeadline(call, new XapiException.AnswerTimedOut("silence")));
    }

    public FakeXapi isMaster(String host) {
        return says(host, "session.login_with_password", "OpaqueRef:pool-" + host)
                .says(host, "session.get_this_host", "OpaqueRef:" + host)
                .says(host, "session.slave_local_login_with_password", "OpaqueRef:local-" + host)
                .says(host, "pool.get_all_records", Map.of("OpaqueRef:pool", Map.of("uuid", "uuid-pool")))
                .says(host, "host.get_all_records", Map.of())
                .says(host, "host_metrics.get_all_records", Map.of())
                .says(host, "SR.get_all_records", Map.of())
                .says(host, "PBD.get_all_records", Map.of())
                .says(host, "VM.get_all_records", Map.of())
                .says(host, "VBD.get_all_records", Map.of())
                .says(host, "VDI.get_all_records", Map.of())
                .says(host, "session.logout", "")
                .says(host, "session.local_logout", "");
    }

    public FakeXapi isSlave(String host, String master) {
        return fails(host, "session.login_with_password", ApiFailure.of(List.of("HOST_IS_SLAVE", master)))
                .says(host, "session.slave_local_login_with_password", "OpaqueRef:local-" + host)
                .says(host, "session.local_logout", "")
                .says(host, "host.is_in_emergency_mode", false)
                .says(host, "pool.is_slave", true);
    }

    /** Accepts TCP and says nothing, whatever it is asked. */
    public FakeXapi hangs(String host) {
        answers.keySet().removeIf(key -> key.startsWith(host + " "));
        return isSilent(host, "*");
    }

    public FakeXapi isDead(String host) {
        answers.keySet().removeIf(key -> key.startsWith(host + " "));
        return this;
    }

    /** Fails after {@code delay}, where the caller waits for so long. */
    public FakeXapi failsAfter(String host, String method, Duration delay, XapiException trouble) {
        return told(host, method, call -> {
            if (call.deadline().compareTo(delay) <= 0) {
                return atDeadline(call, new XapiException.AnswerTimedOut("silence"));
            }
            CompletableFuture<Object> answer = new CompletableFuture<>();
            time.after(delay, () -> answer.completeExceptionally(trouble));
            return answer;
        });
    }

    private FakeXapi told(String host, String method, Function<XapiCall, CompletionStage<Object>> answer) {
        answers.put(host + " " + method, answer);
        return this;
    }

    @Override
    public CompletionStage<Object> call(XapiCall call) {
        calls.add(call);
        String host = call.to().name();
        Function<XapiCall, CompletionStage<Object>> dead =
                asked -> atDeadline(asked, new XapiException.ConnectTimedOut("no TCP", null));
        CompletableFuture<Object> answer = answers.getOrDefault(
                        host + " " + call.method(), answers.getOrDefault(host + " *", dead))
                .apply(call)
                .toCompletableFuture();
        open.put(call, answer);
        return answer;
    }

    private CompletionStage<Object> atDeadline(XapiCall call, XapiException trouble) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        time.after(call.deadline(), () -> answer.completeExceptionally(trouble));
        return answer;
    }

    /** The calls of {@code method} on {@code host}, in order. */
    public List<XapiCall> sent(String host, String method) {
        return calls.stream()
                .filter(call -> call.to().name().equals(host) && call.method().equals(method))
                .toList();
    }

    /** How often {@code method} was called on {@code host}. */
    public long count(String host, String method) {
        return sent(host, method).size();
    }

    /** On which connection each call of {@code method} to {@code host} travelled. */
    public List<Connection> connections(String host, String method) {
        return sent(host, method).stream().map(XapiCall::connection).toList();
    }

    /** How many calls of {@code method} on {@code host} have neither been answered nor given up. */
    public long open(String host, String method) {
        return open.entrySet().stream()
                .filter(entry -> entry.getKey().to().name().equals(host)
                        && entry.getKey().method().equals(method))
                .filter(entry -> !entry.getValue().isDone())
                .count();
    }

    /** The calls on {@code host}, in order. */
    public List<XapiCall> calls(String host) {
        return calls.stream().filter(call -> call.to().name().equals(host)).toList();
    }

    @Override
    public void close() {}
}
