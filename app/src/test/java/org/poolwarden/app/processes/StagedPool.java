package org.poolwarden.app.processes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Member;
import org.poolwarden.schema.PoolSnapshot;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Testimony;

/**
 * What three hosts of one pool say to an observer, round by round: the first is master until it loses its power, and a
 * slave that is told to become master does so two rounds later.
 */
final class StagedPool {

    private static final int HOSTS = 3;
    private static final int RESTART_ROUNDS = 2;

    private final String name;
    private final String net;
    private long round;
    private boolean lost;
    private String candidate = "";
    private long promotedIn;
    private boolean recovered;

    /**
     * @param number unique; part of its name and of its hosts' addresses
     */
    StagedPool(int number) {
        name = "pool-" + number;
        net = "10." + number / 250 + "." + number % 250 + ".";
    }

    String name() {
        return name;
    }

    long round() {
        return round;
    }

    boolean isLost() {
        return lost;
    }

    /** The master loses its power for good. */
    void lose() {
        lost = true;
    }

    /** The master has its power again, and nobody has taken its place. */
    void comeBack() {
        lost = false;
    }

    /** A slave takes the call to become master. */
    void promote(String address) {
        candidate = address;
        promotedIn = round;
    }

    /** The slave that is left takes the call to follow the new master. */
    void recoverSlaves() {
        recovered = true;
    }

    /** The heartbeats of the next round. */
    List<HostHeartbeat> beat(Instant now) {
        round++;
        List<HostHeartbeat> beats = new ArrayList<>();
        for (int host = 1; host <= HOSTS; host++) {
            beats.add(said(blank(address(host), now)));
        }
        return beats;
    }

    private HostHeartbeat said(HostHeartbeat.Builder heartbeat) {
        String address = heartbeat.getAddress();
        String first = address(1);
        if (address.equals(first)) {
            return lost ? off(heartbeat) : master(heartbeat);
        }
        if (address.equals(candidate) && round > promotedIn) {
            return round > promotedIn + RESTART_ROUNDS
                    ? master(heartbeat)
                    : heartbeat.setAnswer(Answer.TOOLSTACK_CLOSED).build();
        }
        return recovered
                ? slaveOf(candidate, heartbeat, Testimony.CONNECTED)
                : slaveOf(first, heartbeat, lost ? Testimony.LOST : Testimony.CONNECTED);
    }

    private HostHeartbeat off(HostHeartbeat.Builder heartbeat) {
        return heartbeat
                .setAnswer(Answer.UNREACHABLE)
                .setPower(Power.OFF)
                .setPowerAgeMs(50L)
                .build();
    }

    private HostHeartbeat master(HostHeartbeat.Builder heartbeat) {
        return heartbeat
                .setAnswer(Answer.MASTER)
                .setPoolUuid("uuid-" + name)
                .setSnapshot(snapshot(heartbeat.getAddress()))
                .build();
    }

    private static HostHeartbeat slaveOf(String master, HostHeartbeat.Builder heartbeat, Testimony testimony) {
        return heartbeat
                .setAnswer(Answer.SLAVE)
                .setMasterAddress(master)
                .setTestimony(testimony)
                .build();
    }

    private HostHeartbeat.Builder blank(String address, Instant now) {
        return HostHeartbeat.newBuilder()
                .setPool(name)
                .setHost("host-" + address)
                .setAddress(address)
                .setObserver("rack-a")
                .setIncarnation(1)
                .setRound(round)
                .setHostsInRound(HOSTS)
                .setStartedAt(now)
                .setTookMs(5)
                .setTestimony(Testimony.ABSENT)
                .setPower(Power.NOT_READ);
    }

    private PoolSnapshot snapshot(String master) {
        List<Member> members = new ArrayList<>();
        for (int host = 1; host <= HOSTS; host++) {
            members.add(Member.newBuilder()
                    .setUuid("uuid-" + address(host))
                    .setName("host-" + address(host))
                    .setAddress(address(host))
                    .setEnabled(true)
                    .setLive(true)
                    .setVersion("8.3.0")
                    .setAgentStartTime("1.")
                    .build());
        }
        return PoolSnapshot.newBuilder()
                .setPoolUuid("uuid-" + name)
                .setPoolLabel("")
                .setMasterUuid("uuid-" + master)
                .setHaEnabled(false)
                .setHosts(members)
                .setSharedStorage(List.of("nfs"))
                .build();
    }

    private String address(int host) {
        return net + host;
    }
}
