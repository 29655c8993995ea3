package org.poolwarden.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Async calls of one master: in its database only, and gone with its process. */
final class Tasks {

    /** {@code completed_task_timeout} */
    private static final Duration KEPT = Duration.ofMinutes(65);

    /** {@code max_tasks}: more than these are kept only while they are pending. */
    private static final int MOST = 200;

    private static final class Task {
        private final String method;
        private final String session;
        private final Instant created;
        private final CompletionStage<SimAnswer> work;
        private Optional<Instant> finished = Optional.empty();

        private Task(String method, String session, Instant created, CompletionStage<SimAnswer> work) {
            this.method = method;
            this.session = session;
            this.created = created;
            this.work = work;
        }
    }

    private final SimWorld world;
    private final SimHost host;
    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private int issued;

    Tasks(SimWorld world, SimHost host) {
        this.world = world;
        this.host = host;
    }

    /** The reference of a task that does {@code work} for {@code session}. */
    String begin(String method, String session, CompletionStage<SimAnswer> work) {
        issued++;
        String ref = Ids.ref("task", host.place(), String.valueOf(issued));
        Task task = new Task(method, session, now(), work);
        work.thenRun(() -> task.finished = Optional.of(now()));
        tasks.put(ref, task);
        return ref;
    }

    private Instant now() {
        return world.clock().now();
    }

    boolean destroy(String ref) {
        return tasks.remove(ref) != null;
    }

    boolean isPendingOf(String session) {
        return tasks.values().stream().anyMatch(task -> task.session.equals(session) && task.finished.isEmpty());
    }

    /** What the master does every 30 seconds: old tasks go, and of too many those that ended first. */
    void collect() {
        Instant oldest = now().minus(KEPT);
        tasks.values().removeIf(task -> task.finished.filter(oldest::isAfter).isPresent());
        tasks.entrySet().stream()
                .filter(entry -> entry.getValue().finished.isPresent())
                .sorted(Comparator.comparing(entry -> entry.getValue().finished.orElseThrow()))
                .map(Map.Entry::getKey)
                .limit(Math.max(0, tasks.size() - MOST))
                .toList()
                .forEach(tasks::remove);
    }

    void forget() {
        tasks.clear();
    }

    Map<String, Map<String, Object>> records() {
        Map<String, Map<String, Object>> records = new LinkedHashMap<>();
        tasks.forEach((ref, task) -> records.put(ref, record(ref, task)));
        return records;
    }

    private Map<String, Object> record(String ref, Task task) {
        SimAnswer answer = task.work.toCompletableFuture().getNow(null);
        return DataModel.record(
                "task",
                Map.of(
                        "uuid",
                        Ids.uuid("task", ref),
                        "name_label",
                        task.method,
                        "created",
                        task.created,
                        "finished",
                        task.finished.orElse(Instant.EPOCH),
                        "resident_on",
                        host.ref(),
                        "status",
                        answer == null ? "pending" : answer instanceof SimAnswer.Success ? "success" : "failure",
                        "progress",
                        answer == null ? 0.0 : 1.0,
                        "result",
                        answer instanceof SimAnswer.Success success ? result(success.value()) : "",
                        "error_info",
                        answer instanceof SimAnswer.Failure failure ? failure.description() : List.of()));
    }

    /** A task's result is the value as XML-RPC text. */
    private static String result(Object value) {
        if (value instanceof List<?> list) {
            StringBuilder text = new StringBuilder("<value><array><data>");
            list.forEach(item -> text.append("<value>").append(item).append("</value>"));
            return text.append("</data></array></value>").toString();
        }
        return "".equals(value) ? "" : "<value>" + value + "</value>";
    }
}
