package org.poolwarden.app.embedded;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.sim.SimHost;
import org.poolwarden.sim.SimPool;
import org.poolwarden.sim.http.SimFace;

/** Keys by which the real connectors find simulated hosts behind their doors on loopback. */
public final class SimulatedKeys {

    private SimulatedKeys() {}

    /**
     * One pool: its hosts, the BMCs of those that have one, and their passwords.
     *
     * @param password what stands for the password, for example a config provider's {@code ${file:...}}
     */
    public static Map<String, String> pool(SimPool pool, SimFace face, String password) {
        List<String> hosts = new ArrayList<>();
        List<String> bmcs = new ArrayList<>();
        for (SimHost host : pool.hosts()) {
            hosts.add(host.name() + "=" + authority(face.xapi(host)) + "@" + host.address());
            if (host.hasBmc()) {
                bmcs.add(host.name() + "=https://" + authority(face.bmc(host)));
            }
        }
        String prefix = "pools." + pool.name() + ".";
        return Map.of(
                prefix + "hosts",
                String.join(",", hosts),
                prefix + "password",
                password,
                prefix + "bmc",
                String.join(",", bmcs),
                prefix + "bmc.password",
                password);
    }

    /** What the recovery sink is told besides: commands are carried out, in this world. */
    public static Map<String, String> recovery(Topics topics, String bootstrap) {
        return Map.of(
                "topics",
                String.join(
                        ",",
                        topics.commands().name(),
                        topics.policies().name(),
                        topics.findings().name()),
                "kafka.bootstrap.servers",
                bootstrap,
                "dry.run",
                "false");
    }

    /** For example {@code 127.0.0.11:44301}. */
    public static String authority(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
