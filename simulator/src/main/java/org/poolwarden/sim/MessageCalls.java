package org.poolwarden.sim;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code message.*}: XAPI's own alerts, on the master's disk; they do not survive a failover. */
final class MessageCalls {

    /** {@code message_limit} */
    private static final int MOST = 10_000;

    private final SimWorld world;
    private final Toolstack toolstack;
    private int issued;

    MessageCalls(SimWorld world, Toolstack toolstack) {
        this.world = world;
        this.toolstack = toolstack;
    }

    void addTo(MethodTable table) {
        table.addSync(
                        "message.create",
                        5,
                        args -> SimAnswer.success(create(
                                text(args, 0),
                                Long.parseLong(text(args, 1)),
                                text(args, 2),
                                text(args, 3),
                                text(args, 4))))
                .addSync("message.destroy", 1, args -> destroy(text(args, 0)));
    }

    private static String text(List<Object> args, int index) {
        return String.valueOf(args.get(index));
    }

    /** Its reference. */
    String create(String name, long priority, String type, String objectUuid, String body) {
        issued++;
        Instant now = world.clock().now();
        Message message = new Message(name, priority, type, objectUuid, now, body, issued);
        toolstack.database().messages().add(message);
        return message.ref();
    }

    /** Of too many the oldest go. */
    void collect() {
        List<Message> messages = toolstack.database().messages();
        messages.subList(0, Math.max(0, messages.size() - MOST)).clear();
    }

    private SimAnswer destroy(String ref) {
        boolean gone = toolstack.database().messages().removeIf(message -> message.ref()
                .equals(ref));
        return gone ? SimAnswer.success("") : SimAnswer.failure("HANDLE_INVALID", "message", ref);
    }

    Map<String, Map<String, Object>> records() {
        Map<String, Map<String, Object>> records = new LinkedHashMap<>();
        toolstack.database().messages().forEach(message -> records.put(message.ref(), message.record()));
        return records;
    }
}
