package org.poolwarden.bench.fleet;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Member;
import org.poolwarden.schema.PoolSnapshot;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Testimony;

/**
 * Pools of one size, each with its first host as master, as one observer hears them.
 *
 * @param hosts of all pools together; a multiple of {@code poolSize}
 * @param poolSize at least two
 */
public record Pools(int hosts, int poolSize) {

    /** An observer asks a master for its records at the first round, and then once in so many. */
    private static final int SNAPSHOT_ROUNDS = 6;

    public Pools {
        if (poolSize < 2 || hosts < poolSize || hosts % poolSize != 0) {
            throw new IllegalArgumentException(
                    "expected pools of at least two hosts, and a multiple of the pools' size " + poolSize + ", were "
                            + hosts);
        }
    }

    public int count() {
        return hosts / poolSize;
    }

    public static String name(int pool) {
        return "pool-" + pool;
    }

    /**
     * A host of a pool that is as it should be.
     *
     * @param host 0 is the master
     * @param round from 1
     */
    public HostHeartbeat well(int pool, int host, long round, Instant at) {
        HostHeartbeat.Builder said = blank(pool, host, round, at);
        if (host > 0) {
            return said.setAnswer(Answer.SLAVE)
                    .setMasterAddress(address(pool, 0))
                    .setEmergency(false)
                    .setTestimony(Testimony.CONNECTED)
                    .build();
        }
        boolean isTold = round == 1 || round % SNAPSHOT_ROUNDS == pool % SNAPSHOT_ROUNDS;
        return said.setAnswer(Answer.MASTER)
                .setPoolUuid("uuid-of-" + name(pool))
                .setSnapshot(isTold ? snapshot(pool) : null)
                .build();
    }

    /** A host of a pool whose master is without power, which its BMC says and the others miss. */
    public HostHeartbeat masterOff(int pool, int host, long round, Instant at) {
        HostHeartbeat.Builder said = blank(pool, host, round, at);
        if (host > 0) {
            return said.setAnswer(Answer.SLAVE)
                    .setMasterAddress(address(pool, 0))
                    .setEmergency(false)
                    .setTestimony(Testimony.LOST)
                    .build();
        }
        return said.setAnswer(Answer.UNREACHABLE)
                .setPower(Power.OFF)
                .setPowerAgeMs(10L)
                .build();
    }

    private HostHeartbeat.Builder blank(int pool, int host, long round, Instant at) {
        return HostHeartbeat.newBuilder()
                .setPool(name(pool))
                .setHost("host-" + host)
                .setAddress(address(pool, host))
                .setObserver("rack-a")
                .setIncarnation(1)
                .setRound(round)
                .setHostsInRound(poolSize)
                .setStartedAt(at)
                .setTookMs(10)
                .setTestimony(Testimony.ABSENT)
                .setPower(Power.NOT_READ)
                .setHostUuid(uuid(pool, host))
                .setVersion("8.2.1")
                .setAgentStartTime("1630403754.");
    }

    private PoolSnapshot snapshot(int pool) {
        return PoolSnapshot.newBuilder()
                .setPoolUuid("uuid-of-" + name(pool))
                .setPoolLabel("")
                .setMasterUuid(uuid(pool, 0))
                .setHaEnabled(false)
                .setHosts(IntStream.range(0, poolSize)
                        .mapToObj(host -> member(pool, host))
                        .toList())
                .setSharedStorage(List.of("nfs"))
                .build();
    }

    private static Member member(int pool, int host) {
        return Member.newBuilder()
                .setUuid(uuid(pool, host))
                .setName("host-" + host)
                .setAddress(address(pool, host))
                .setEnabled(true)
                .setLive(true)
                .setVersion("8.2.1")
                .setAgentStartTime("1630403754.")
                .build();
    }

    private static String uuid(int pool, int host) {
        return "uuid-" + pool + "-" + host;
    }

    private static String address(int pool, int host) {
        return "10." + pool / 256 + "." + pool % 256 + "." + (host + 1);
    }
}
