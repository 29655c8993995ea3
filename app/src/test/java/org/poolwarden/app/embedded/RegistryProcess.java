package org.poolwarden.app.embedded;

/** The schema registry as a process of its own, where the one of docker/compose.yaml cannot be had. Ends with SIGTERM. */
public final class RegistryProcess {

    private RegistryProcess() {}

    /**
     * @param args Kafka's brokers, and a port of 127.0.0.1
     */
    public static void main(String[] args) throws Exception {
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(args[0], Integer.parseInt(args[1]))) {
            System.out.println("listening " + registry.url());
            Thread.currentThread().join();
        }
    }
}
