package org.poolwarden.app.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.poolwarden.app.operate.Entry;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.AlertState;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Evidence;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Severity;
import org.poolwarden.schema.Testimony;
import org.poolwarden.schema.VerdictKind;
import org.poolwarden.schema.WithheldCommand;

/** A board, and records of pools whose hosts are {@code h0}, the master, {@code h1} and so on. */
final class Fleet {

    static final Instant LOST = Instant.parse("2026-11-22T20:00:12Z");

    final Board board = new Board();
    private long offset;

    void settled(String pool, int hosts) {
        board.finding(entry(
                "xen.findings",
                pool,
                finding(pool, VerdictKind.SETTLED, hosts)
                        .setReason("h0 is master and all follow it")
                        .setWithheld(List.of())
                        .build()));
    }

    /** The master is lost, MODE holds back that h1 is promoted, and some alerts fire. */
    void lost(String pool, int hosts, int alerts) {
        board.finding(entry(
                "xen.findings",
                pool,
                finding(pool, VerdictKind.MASTER_LOST, hosts)
                        .setReason("master h0 is powered off, and h1 lost it too")
                        .setHosts(List.of(address(0)))
                        .setWithheld(List.of(new WithheldCommand(
                                CommandKind.PROMOTE, address(1), Guard.MODE, "an approval, or mode auto")))
                        .build()));
        for (int i = 0; i < alerts; i++) {
            String key = pool + "/MASTER_LOST" + (i == 0 ? "" : "/" + address(i));
            board.alert(entry("xen.alerts", key, alert(pool, key)));
        }
    }

    private static Finding.Builder finding(String pool, VerdictKind verdict, int hosts) {
        List<Evidence> evidence = new ArrayList<>();
        IntStream.range(0, hosts).forEach(i -> evidence.add(seen(i, verdict)));
        return Finding.newBuilder()
                .setPool(pool)
                .setVerdict(verdict)
                .setMaster(address(0))
                .setHosts(List.of())
                .setEpoch(1)
                .setJudgedAt(LOST)
                .setCause("tick")
                .setEvidence(evidence);
    }

    private static Evidence seen(int host, VerdictKind verdict) {
        boolean lost = host == 0 && verdict == VerdictKind.MASTER_LOST;
        return Evidence.newBuilder()
                .setObserver("rack-a")
                .setHost("h" + host)
                .setAddress(address(host))
                .setRound(9)
                .setAnswer(lost ? Answer.UNREACHABLE : host == 0 ? Answer.MASTER : Answer.SLAVE)
                .setMasterAddress(host == 0 ? null : address(0))
                .setTestimony(
                        host == 0
                                ? Testimony.ABSENT
                                : verdict == VerdictKind.MASTER_LOST ? Testimony.LOST : Testimony.CONNECTED)
                .setPower(lost ? Power.OFF : Power.ON)
                .setMisses(lost ? 3 : 0)
                .setAt(LOST)
                .setTopic("xen.heartbeats")
                .setPartition(3)
                .setOffset(17)
                .build();
    }

    private static Alert alert(String pool, String key) {
        return Alert.newBuilder()
                .setKey(key)
                .setPool(pool)
                .setKind(VerdictKind.MASTER_LOST.name())
                .setState(AlertState.FIRING)
                .setSeverity(Severity.CRITICAL)
                .setSummary("master h0 is powered off, and h1 lost it too")
                .setStartsAt(LOST)
                .setEvidence(List.of())
                .setWithheld(List.of())
                .setRunbook(List.of("On h1: xe pool-emergency-transition-to-master"))
                .setEpoch(1)
                .setJudgedAt(LOST)
                .setCause("tick")
                .build();
    }

    static String address(int host) {
        return "10.0.0." + (11 + host);
    }

    <V extends SpecificRecord> Entry<V> entry(String topic, String key, V value) {
        return new Entry<>(topic, 0, offset++, LOST.plusSeconds(offset), key, Optional.of(value));
    }
}
