package org.poolwarden.bench.interview;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.poolwarden.app.run.StartException;
import org.poolwarden.xapi.transport.Fingerprint;

/** The simulated hosts, in a process of their own so that the worker's CPU is counted alone. */
final class HostsProcess implements AutoCloseable {

    private final Jvm jvm;
    private final BufferedWriter orders;
    private final BufferedReader answers;
    private final Fingerprint fingerprint;
    private final List<Integer> ports;

    private HostsProcess(Jvm jvm) throws IOException, StartException {
        this.jvm = jvm;
        this.orders = jvm.process().outputWriter();
        this.answers = jvm.process().inputReader();
        List<String> words = List.of(line().split(" "));
        fingerprint = Fingerprint.parse(words.get(0));
        ports = words.subList(1, words.size()).stream().map(Integer::valueOf).toList();
    }

    static HostsProcess start(Fleet fleet, Path log) throws StartException {
        Jvm jvm = Jvm.start(
                log,
                List.of(
                        "-Xmx768m",
                        "-XX:+UseSerialGC",
                        // As real hosts have it by policy: a handshake costs the worker twice what x25519 would.
                        "-Djdk.tls.namedGroups=secp384r1",
                        "-Dsun.net.httpserver.nodelay=true"),
                HostsMain.class.getName(),
                String.valueOf(fleet.hosts()),
                String.valueOf(fleet.poolSize()));
        try {
            return new HostsProcess(jvm);
        } catch (IOException | StartException e) {
            jvm.close();
            throw new StartException("the simulated hosts do not start: " + jvm.lastWords(), e);
        }
    }

    private String line() throws IOException, StartException {
        String line = answers.readLine();
        if (line == null) {
            throw new StartException("the simulated hosts have ended: " + jvm.lastWords(), null);
        }
        return line;
    }

    /** From now on these hosts, and no others, answer nothing. */
    void hang(Set<Integer> hosts) throws StartException {
        try {
            orders.write(HostsMain.words(hosts) + "\n");
            orders.flush();
            line();
        } catch (IOException e) {
            throw new StartException("the simulated hosts have ended: " + jvm.lastWords(), e);
        }
    }

    Fingerprint fingerprint() {
        return fingerprint;
    }

    /** The port of each host on 127.0.0.1. */
    List<Integer> ports() {
        return ports;
    }

    Load load() {
        return jvm.load();
    }

    @Override
    public void close() {
        jvm.close();
    }
}
