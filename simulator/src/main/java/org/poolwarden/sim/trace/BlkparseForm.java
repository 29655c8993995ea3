package org.poolwarden.sim.trace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What blkparse prints: a request is issued to the driver (D), which is when it counts, and completed (C). Other actions,
 * and the summary at the end, are passed over.
 */
final class BlkparseForm implements LineForm {

    static final Pattern ACTION = Pattern.compile(
            "^\\s*(\\d+,\\d+)\\s+\\d+\\s+\\d+\\s+([\\d.]+)\\s+\\d+\\s+([A-Z]+)\\s+([A-Z]+)\\s+(\\d+) \\+ (\\d+)");
    private static final Pattern BEGINS_AS_ACTION = Pattern.compile("^\\s*\\d+,\\d+\\s.*");
    private static final int SHORTEST = 7;

    /** Requests under way, by device, sector and length. */
    private final Map<Place, Deque<Request>> pending = new HashMap<>();

    private record Place(String device, String sector, String sectors) {}

    private record Request(long nanos, boolean isRead) {}

    @Override
    public String expected() {
        return "device cpu sequence time pid action RWBS sector + sectors";
    }

    @Override
    public void line(String line, TraceSink sink) {
        Matcher action = ACTION.matcher(line);
        if (action.find()) {
            Place place = new Place(action.group(1), action.group(5), action.group(6));
            long nanos = Numbers.nanos(action.group(2), 9);
            switch (action.group(3)) {
                case "D" -> issue(place, new Request(nanos, action.group(4).contains("R")), sink);
                case "C" -> complete(place, nanos, sink);
                default -> {
                    // Queued, merged, remapped: not yet, or not again, a request to the disk.
                }
            }
        } else if (BEGINS_AS_ACTION.matcher(line).matches() && line.strip().split("\\s+").length < SHORTEST) {
            throw new IllegalArgumentException("expected an action, found " + line);
        }
    }

    private void issue(Place place, Request request, TraceSink sink) {
        sink.issued(request.nanos(), request.isRead(), Numbers.sectors(place.sectors()));
        pending.computeIfAbsent(place, nothing -> new ArrayDeque<>()).add(request);
    }

    private void complete(Place place, long nanos, TraceSink sink) {
        Deque<Request> waiting = pending.get(place);
        if (waiting != null) {
            Request request = waiting.remove();
            if (waiting.isEmpty()) {
                pending.remove(place);
            }
            if (nanos < request.nanos()) {
                throw new IllegalArgumentException("expected an answer after its request, found " + nanos);
            }
            sink.answered(request.nanos(), request.isRead(), nanos - request.nanos());
        }
    }
}
