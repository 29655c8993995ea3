package org.poolwarden.app.embedded;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** A Connect worker as a process of its own, with one connector; it ends when its standard input does. */
public final class WorkerProcess {

    private WorkerProcess() {}

    /**
     * Says when the connector's tasks run, in one line.
     *
     * @param args the brokers, a directory of its own, and a properties file with the connector's configuration
     */
    public static void main(String[] args) throws Exception {
        try (EmbeddedConnect connect =
                EmbeddedConnect.start(args[0], Ports.free().connect(), Path.of(args[1]))) {
            Map<String, String> config = read(Path.of(args[2]));
            connect.run(config.get("name"), config);
            System.out.println("running connector=" + config.get("name"));
            System.in.transferTo(System.out);
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> config = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> config.put(name, properties.getProperty(name)));
        return config;
    }
}
