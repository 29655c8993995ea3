package org.poolwarden.app.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Trouble;

/** Whether what the pages show is how things are: are topics read, is there somebody who judges? */
final class Pulse {

    private final BooleanSupplier caughtUp;
    private final Supplier<Optional<String>> trouble;
    private volatile Optional<Boolean> judged = Optional.empty();
    private volatile Optional<String> silence = Optional.empty();

    /**
     * @param caughtUp whether the topics have been read as they were at the start
     * @param trouble why they are not read
     */
    Pulse(BooleanSupplier caughtUp, Supplier<Optional<String>> trouble) {
        this.caughtUp = caughtUp;
        this.trouble = trouble;
    }

    boolean isReading() {
        return !caughtUp.getAsBoolean();
    }

    /** Asks Kafka whether the processors run; that it does not answer is an answer too. */
    void ask(Cluster cluster) {
        try {
            judged = Optional.of(cluster.isJudged());
            silence = Optional.empty();
        } catch (Trouble e) {
            silence = Optional.of(e.getMessage());
        }
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("reading", isReading());
        node.put("trouble", trouble.get().or(() -> silence).orElse(null));
        node.put("judged", judged.orElse(null));
        return node;
    }
}
