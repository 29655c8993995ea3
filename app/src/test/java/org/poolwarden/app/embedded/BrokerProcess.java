package org.poolwarden.app.embedded;

import java.nio.file.Path;

/**
 * Kafka and the schema registry as a process of their own, for tests that kill their clients. It ends when its standard
 * input does, so that it never outlives who started it.
 */
public final class BrokerProcess {

    private BrokerProcess() {}

    /**
     * Says where both listen, in one line.
     *
     * @param args a new directory
     */
    public static void main(String[] args) throws Exception {
        Ports ports = Ports.free();
        try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), ports);
                EmbeddedRegistry registry = EmbeddedRegistry.start(broker.bootstrap(), ports.registry())) {
            System.out.println("listening bootstrap=" + broker.bootstrap() + " registry=" + registry.url());
            System.in.transferTo(System.out);
        }
    }
}
