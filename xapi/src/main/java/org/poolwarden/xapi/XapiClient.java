package org.poolwarden.xapi;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import org.poolwarden.xapi.XapiException.BadAnswer;
import org.poolwarden.xapi.XapiSession.Scope;

/**
 * The calls of XAPI that evidence and recovery need, typed.
 *
 * <p>Stateless. Every answer comes as a stage that fails with an {@link XapiException}; see {@link
 * XapiException#of(Throwable)}. Who cancels a stage gives the call up and closes its connection.
 */
public final class XapiClient {

    private static final int SMALL = 64 * 1024;
    private static final int RECORDS = 4 * 1024 * 1024;
    /** VMs and disks: six kilobytes for each. The first answer of events tells every object of the pool. */
    private static final int LARGE = 64 * 1024 * 1024;
    /** Sessions are limited to 500 per originator; ours shall not push out anybody else's. */
    private static final String ORIGINATOR = "poolwarden";

    private static final String API_VERSION = "1.0";
    private static final String NULL_REF = "OpaqueRef:NULL";

    private interface Reading<T> {
        T of(Object value) throws BadAnswer;
    }

    private final XapiTransport transport;

    public XapiClient(XapiTransport transport) {
        this.transport = transport;
    }

    /** {@code session.login_with_password}: a master's session; a slave fails with HostIsSlave at once. */
    public CompletionStage<XapiSession> login(
            HostEndpoint host, Credentials credentials, Duration deadline, Connection connection) {
        List<Object> params = List.of(credentials.user(), credentials.password(), API_VERSION, ORIGINATOR);
        return call(
                new XapiCall(host, "session.login_with_password", params, deadline, connection, SMALL),
                ref -> new XapiSession(host, text(ref), Scope.POOL));
    }

    /** {@code session.slave_local_login_with_password}: works on every host in every state. */
    public CompletionStage<XapiSession> localLogin(
            HostEndpoint host, Credentials credentials, Duration deadline, Connection connection) {
        List<Object> params = List.of(credentials.user(), credentials.password());
        return call(
                new XapiCall(host, "session.slave_local_login_with_password", params, deadline, connection, SMALL),
                ref -> new XapiSession(host, text(ref), Scope.LOCAL));
    }

    /** {@code session.logout}, or {@code session.local_logout} for a local session. */
    public CompletionStage<Void> logout(XapiSession session, Duration deadline) {
        String method = session.scope() == Scope.LOCAL ? "session.local_logout" : "session.logout";
        return call(session, method, List.of(), deadline, SMALL, XapiClient::nothing);
    }

    /** {@code session.get_this_host}: the cheapest call that a master answers from its session table. */
    public CompletionStage<String> thisHost(XapiSession session, Duration deadline) {
        return call(session, "session.get_this_host", List.of(session.ref()), deadline, SMALL, XapiClient::text);
    }

    /** {@code host.is_in_emergency_mode}; a running slave that lost its master says false. */
    public CompletionStage<Boolean> isInEmergencyMode(XapiSession local, Duration deadline) {
        return call(local, "host.is_in_emergency_mode", List.of(), deadline, SMALL, XapiClient::flag);
    }

    /**
     * {@code pool.is_slave}: true from a slave that reaches its master, false from a master. A slave that lost its
     * master does not answer, for hours if need be.
     */
    public CompletionStage<Boolean> isSlave(XapiSession local, Duration deadline) {
        List<Object> params = List.of(local.ref(), NULL_REF);
        return call(
                new XapiCall(local.host(), "pool.is_slave", params, deadline, Connection.KEPT, SMALL),
                XapiClient::flag);
    }

    /** {@code pool.get_all_records}, of which there is one. */
    public CompletionStage<PoolRecord> poolRecord(XapiSession session, Duration deadline) {
        return call(
                session, "pool.get_all_records", List.of(), deadline, RECORDS, value -> records(value).values().stream()
                        .findFirst()
                        .map(PoolRecord::of)
                        .orElseThrow(() -> new BadAnswer("expected one pool record, got none", null)));
    }

    /** {@code host.get_all_records}, by reference. */
    public CompletionStage<Map<String, HostRecord>> hostRecords(XapiSession session, Duration deadline) {
        return table(session, "host", deadline, RECORDS, fields -> true, HostRecord::of);
    }

    /** {@code host_metrics.get_all_records}: {@code live} by reference; up to 600 s late. */
    public CompletionStage<Map<String, Boolean>> liveHosts(XapiSession session, Duration deadline) {
        return table(session, "host_metrics", deadline, RECORDS, fields -> true, fields -> fields.flag("live"));
    }

    private <T> CompletionStage<Map<String, T>> table(
            XapiSession session,
            String type,
            Duration deadline,
            int cap,
            Predicate<Fields> wanted,
            Function<Fields, T> reading) {
        return call(session, type + ".get_all_records", List.of(), deadline, cap, value -> {
            Map<String, T> table = new LinkedHashMap<>();
            records(value).forEach((ref, fields) -> {
                if (wanted.test(fields)) {
                    table.put(ref, reading.apply(fields));
                }
            });
            return table;
        });
    }

    /** {@code SR.get_all_records}, by reference. */
    public CompletionStage<Map<String, StorageRecord>> storageRecords(XapiSession session, Duration deadline) {
        return table(session, "SR", deadline, RECORDS, fields -> true, StorageRecord::of);
    }

    /** {@code PBD.get_all_records}. */
    public CompletionStage<Map<String, PlugRecord>> plugRecords(XapiSession session, Duration deadline) {
        return table(session, "PBD", deadline, RECORDS, fields -> true, PlugRecord::of);
    }

    /** {@code VM.get_all_records} of guests, by reference. */
    public CompletionStage<Map<String, GuestRecord>> guestRecords(XapiSession session, Duration deadline) {
        return table(session, "VM", deadline, LARGE, GuestRecord::isGuest, GuestRecord::of);
    }

    /** {@code VBD.get_all_records} of disks, by reference. */
    public CompletionStage<Map<String, DiskRecord>> diskRecords(XapiSession session, Duration deadline) {
        return table(session, "VBD", deadline, LARGE, DiskRecord::isDisk, DiskRecord::of);
    }

    /** {@code VDI.get_all_records}: the reference of the storage of each disk image, by its own. */
    public CompletionStage<Map<String, String>> imageStorages(XapiSession session, Duration deadline) {
        return table(session, "VDI", deadline, LARGE, fields -> true, fields -> fields.text("SR"));
    }

    /** {@code host.get_servertime}: asked of the master, answered by the host; never where that one is hung. */
    public CompletionStage<Instant> serverTime(XapiSession session, String hostRef, Duration deadline) {
        List<Object> params = List.of(session.ref(), hostRef);
        return call(
                new XapiCall(session.host(), "host.get_servertime", params, deadline, Connection.KEPT, SMALL),
                XapiClient::instant);
    }

    /**
     * {@code pool.emergency_transition_to_master} on the host to be promoted. Success is the start only: the old
     * answers go on for 5 to 10 s, then the toolstack restarts. Never sent twice.
     */
    public CompletionStage<Void> emergencyTransitionToMaster(XapiSession local, Duration deadline) {
        return action(local, "pool.emergency_transition_to_master", List.of(), deadline);
    }

    /** {@code pool.emergency_reset_master}: the host follows {@code address} after its restart. */
    public CompletionStage<Void> emergencyResetMaster(XapiSession local, String address, Duration deadline) {
        return action(local, "pool.emergency_reset_master", List.of(address), deadline);
    }

    /** {@code Async.pool.recover_slaves}: the reference of its task. */
    public CompletionStage<String> recoverSlaves(XapiSession session, Duration deadline) {
        return begin(session, "Async.pool.recover_slaves", List.of(), deadline);
    }

    /**
     * {@code Async.host.declare_dead}: the reference of its task, which fails with HOST_IS_LIVE where the host still
     * answers the master. Its VMs are Halted then; whether they run, nobody has looked.
     */
    public CompletionStage<String> declareDead(XapiSession session, String hostRef, Duration deadline) {
        return begin(session, "Async.host.declare_dead", List.of(hostRef), deadline);
    }

    /** {@code Async.VM.start}, neither paused nor forced, on a host of the master's choice: the reference of its task. */
    public CompletionStage<String> startGuest(XapiSession session, String guestRef, Duration deadline) {
        return begin(session, "Async.VM.start", List.of(guestRef, false, false), deadline);
    }

    /**
     * {@code Async.pool.designate_new_master}: the reference of its task, which ends with the master's own toolstack
     * when it succeeds. Fails on HA and on any member that does not answer.
     */
    public CompletionStage<String> designateNewMaster(XapiSession session, String hostRef, Duration deadline) {
        return begin(session, "Async.pool.designate_new_master", List.of(hostRef), deadline);
    }

    /**
     * {@code event.from} on a connection of its own: waits until something of {@code classes} is newer than {@code
     * token}, or for {@code wait}.
     *
     * @param classes in any case, or {@code *}
     * @param token of the last batch of this master and this session; empty text for everything
     * @param deadline more than {@code wait}
     */
    public CompletionStage<EventBatch> eventsFrom(
            XapiSession session, List<String> classes, String token, Duration wait, Duration deadline) {
        List<Object> params = List.of(session.ref(), classes, token, wait.toMillis() / 1000.0);
        return call(
                new XapiCall(session.host(), "event.from", params, deadline, Connection.FRESH, LARGE), EventBatch::of);
    }

    /** {@code task.get_record}. */
    public CompletionStage<TaskRecord> task(XapiSession session, String ref, Duration deadline) {
        return call(
                session, "task.get_record", List.of(ref), deadline, SMALL, value -> TaskRecord.of(Fields.of(value)));
    }

    /** On a connection of its own: a kept one that just died would leave the outcome unknown. */
    private CompletionStage<Void> action(XapiSession local, String method, List<Object> params, Duration deadline) {
        return call(
                new XapiCall(local.host(), method, with(local, params), deadline, Connection.FRESH, SMALL),
                XapiClient::nothing);
    }

    /** As {@link #action}: what a task does is begun with its call. */
    private CompletionStage<String> begin(XapiSession session, String method, List<Object> params, Duration deadline) {
        return call(
                new XapiCall(session.host(), method, with(session, params), deadline, Connection.FRESH, SMALL),
                XapiClient::text);
    }

    private <T> CompletionStage<T> call(
            XapiSession session, String method, List<Object> params, Duration deadline, int cap, Reading<T> reading) {
        return call(
                new XapiCall(session.host(), method, with(session, params), deadline, Connection.KEPT, cap), reading);
    }

    private <T> CompletionStage<T> call(XapiCall call, Reading<T> reading) {
        CompletableFuture<Object> sent = transport.call(call).toCompletableFuture();
        CompletableFuture<T> read = sent.thenCompose(value -> {
            try {
                return CompletableFuture.completedFuture(reading.of(value));
            } catch (BadAnswer e) {
                return CompletableFuture.failedFuture(new BadAnswer(call + ": " + e.getMessage(), e));
            }
        });
        // Only who gives up ends what is read before what was sent.
        read.whenComplete((value, error) -> sent.cancel(true));
        return read;
    }

    private static List<Object> with(XapiSession session, List<Object> params) {
        List<Object> all = new ArrayList<>();
        all.add(session.ref());
        all.addAll(params);
        return all;
    }

    private static String text(Object value) throws BadAnswer {
        if (value instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw new BadAnswer("expected a reference, got " + Fields.typeOf(value), null);
    }

    private static Boolean flag(Object value) throws BadAnswer {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new BadAnswer("expected a boolean, got " + Fields.typeOf(value), null);
    }

    private static Instant instant(Object value) throws BadAnswer {
        if (value instanceof Instant instant) {
            return instant;
        }
        throw new BadAnswer("expected a date, got " + Fields.typeOf(value), null);
    }

    private static Void nothing(Object value) {
        return null;
    }

    private static Map<String, Fields> records(Object value) throws BadAnswer {
        if (!(value instanceof Map<?, ?> map)) {
            throw new BadAnswer("expected records, got " + Fields.typeOf(value), null);
        }
        Map<String, Fields> records = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            records.put(String.valueOf(entry.getKey()), Fields.of(entry.getValue()));
        }
        return records;
    }
}
