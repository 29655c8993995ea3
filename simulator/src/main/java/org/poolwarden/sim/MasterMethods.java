package org.poolwarden.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What only a master answers: records, and the calls that move others. */
final class MasterMethods {

    private final SimWorld world;
    private final SimPool pool;
    private final SimHost host;
    private final Toolstack toolstack;
    private final Map<String, CompletionStage<SimAnswer>> tasks = new HashMap<>();

    MasterMethods(SimWorld world, SimPool pool, SimHost host, Toolstack toolstack) {
        this.world = world;
        this.pool = pool;
        this.host = host;
        this.toolstack = toolstack;
    }

    CompletionStage<SimAnswer> answer(String method, String session, List<Object> params) {
        Records records = new Records(pool, host, world.clock().now());
        return switch (method) {
            case "session.get_this_host" -> now(host.ref());
            case "pool.get_all" -> now(List.of(pool.ref()));
            case "pool.get_all_records" -> now(records.pools());
            case "pool.get_master" -> now(host.ref());
            case "host.get_all_records" -> now(records.hosts());
            case "host_metrics.get_all_records" -> now(records.hostMetrics());
            case "SR.get_all_records" -> now(records.storage());
            case "PBD.get_all_records" -> now(records.plugs());
            case "VM.get_all_records" -> now(records.vms());
            case "host.get_servertime" -> now(world.clock().now());
            case "pool.recover_slaves" -> recoverSlaves();
            case "Async.pool.recover_slaves" -> task(recoverSlaves());
            case "task.get_record" -> params.size() == 2
                    ? taskRecord(String.valueOf(params.get(1)))
                    : XapiMethods.now(XapiMethods.wrongCount(method, 1, params.size() - 1));
            default -> XapiMethods.now(SimAnswer.failure("MESSAGE_METHOD_UNKNOWN", method));
        };
    }

    private CompletionStage<SimAnswer> task(CompletionStage<SimAnswer> work) {
        String ref = Ids.ref("task", host.place(), String.valueOf(toolstack.starts()), String.valueOf(tasks.size()));
        tasks.put(ref, work);
        return now(ref);
    }

    private CompletionStage<SimAnswer> taskRecord(String ref) {
        CompletionStage<SimAnswer> work = tasks.get(ref);
        return work == null
                ? XapiMethods.now(SimAnswer.failure("HANDLE_INVALID", "task", ref))
                : now(Records.task(ref, work.toCompletableFuture().getNow(null)));
    }

    /** One host after the other, without a second try: who accepted is in the answer, who did not is not. */
    CompletionStage<SimAnswer> recoverSlaves() {
        CompletableFuture<SimAnswer> answer = new CompletableFuture<>();
        List<SimHost> others =
                pool.hosts().stream().filter(other -> other != host).toList();
        host.tell("tells the others to follow");
        recover(others, 0, new ArrayList<>(), answer);
        return answer;
    }

    private void recover(List<SimHost> others, int next, List<Object> accepted, CompletableFuture<SimAnswer> answer) {
        if (next == others.size()) {
            answer.complete(SimAnswer.success(accepted));
            return;
        }
        SimHost other = others.get(next);
        new HostCalls(world, host, toolstack)
                .local(other, "pool.emergency_reset_master", List.of(host.address()), said -> {
                    if (said instanceof SimAnswer.Success) {
                        accepted.add(other.ref());
                    }
                    recover(others, next + 1, accepted, answer);
                });
    }

    private static CompletionStage<SimAnswer> now(Object value) {
        return XapiMethods.now(SimAnswer.success(value));
    }
}
