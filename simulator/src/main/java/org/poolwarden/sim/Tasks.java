package org.poolwarden.sim;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Async calls of one master: in its database only, and gone with its process. */
final class Tasks {

    private record Task(String method, Instant created, CompletionStage<SimAnswer> work) {}

    private final SimHost host;
    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private int issued;

    Tasks(SimHost host) {
        this.host = host;
    }

    /** The reference of a task that does {@code work}. */
    String begin(String method, Instant now, CompletionStage<SimAnswer> work) {
        issued++;
        String ref = Ids.ref("task", host.place(), String.valueOf(issued));
        tasks.put(ref, new Task(method, now, work));
        return ref;
    }

    boolean destroy(String ref) {
        return tasks.remove(ref) != null;
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
