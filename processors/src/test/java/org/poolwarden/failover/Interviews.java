package org.poolwarden.failover;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Testimony;

/** Who asks whom in the rounds of a story, and what each host says to each observer from now on. */
final class Interviews {

    private final List<String> hosts;
    private final Map<String, Map<String, UnaryOperator<HostHeartbeat.Builder>>> saying = new LinkedHashMap<>();
    private final Map<String, UnaryOperator<HostHeartbeat.Builder>> surroundings = new LinkedHashMap<>();

    Interviews(List<String> hosts) {
        this.hosts = new ArrayList<>(hosts);
    }

    List<String> hosts() {
        return List.copyOf(hosts);
    }

    List<String> observers() {
        return List.copyOf(saying.keySet());
    }

    /** Another observer, to whom {@code master} answers as master and all others follow it. */
    void watchedBy(String observer, UnaryOperator<HostHeartbeat.Builder> master) {
        Map<String, UnaryOperator<HostHeartbeat.Builder>> words = new LinkedHashMap<>();
        hosts.forEach(host -> words.put(host, host.equals(hosts.get(0)) ? master : Speech.slaveOf(hosts.get(0))));
        saying.put(observer, words);
    }

    void unwatchedBy(String observer) {
        saying.remove(observer);
    }

    void surrounded(String observer, UnaryOperator<HostHeartbeat.Builder> by) {
        surroundings.put(observer, by);
    }

    void says(String observer, String host, UnaryOperator<HostHeartbeat.Builder> word) {
        if (!hosts.contains(host)) {
            hosts.add(host);
        }
        saying.get(observer).put(host, word);
    }

    /** Nobody asks this host any more. */
    void leaves(String host) {
        hosts.remove(host);
        saying.values().forEach(words -> words.remove(host));
    }

    /** The heartbeats of one round of every observer. */
    List<HostHeartbeat> round(long number, Instant at) {
        List<HostHeartbeat> round = new ArrayList<>();
        saying.forEach((observer, words) -> words.forEach((host, word) -> {
            HostHeartbeat.Builder said =
                    word.apply(blank(observer, host).setRound(number).setStartedAt(at));
            round.add(surroundings
                    .getOrDefault(observer, UnaryOperator.identity())
                    .apply(said)
                    .build());
        }));
        return round;
    }

    private HostHeartbeat.Builder blank(String observer, String host) {
        return HostHeartbeat.newBuilder()
                .setPool("closet")
                .setHost(host)
                .setAddress(Database.address(host))
                .setObserver(observer)
                .setIncarnation(1)
                .setHostsInRound(saying.get(observer).size())
                .setTookMs(20)
                .setTestimony(Testimony.ABSENT)
                .setPower(Power.NOT_READ);
    }
}
