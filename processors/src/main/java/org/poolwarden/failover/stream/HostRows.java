package org.poolwarden.failover.stream;

import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;
import org.poolwarden.failover.HostView;
import org.poolwarden.failover.HostView.Reading;
import org.poolwarden.failover.HostView.Since;
import org.poolwarden.failover.HostView.Told;
import org.poolwarden.failover.HostView.Word;
import org.poolwarden.failover.Sighting;
import org.poolwarden.failover.stream.row.HostRow;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Testimony;

/** What one observer knows of one host, as a row, and back. */
final class HostRows {

    private HostRows() {}

    static HostRow toRow(HostView host) {
        Sighting last = host.last();
        Since since = host.since();
        HostRow.Builder row = HostRow.newBuilder()
                .setTopic(last.topic())
                .setPartition(last.partition())
                .setOffset(last.offset())
                .setAt(last.at().toEpochMilli())
                .setMisses(host.misses())
                .setMasterStreak(host.masterStreak())
                .setAnswering(millis(since.answering()))
                .setMissed(millis(since.missed()))
                .setClosed(millis(since.closed()))
                .setEmergency(millis(since.emergency()))
                .setMasterless(millis(since.masterless()))
                .setLost(millis(since.lost()))
                .setFollowing(millis(since.following()))
                .setMaster(millis(since.master()))
                .setLastAnswer(millis(since.lastAnswer()))
                .setLastMaster(millis(since.lastMaster()))
                .setLastLife(millis(since.lastLife()));
        host.testified().ifPresent(word -> row.setTestimony(word.testimony().name())
                .setTestifiedMaster(word.master())
                .setTestifiedAt(word.at().toEpochMilli()));
        host.power().ifPresent(reading -> row.setPower(reading.power().name())
                .setPowerAt(reading.at().toEpochMilli()));
        host.told()
                .map(Told::sighting)
                .ifPresent(told -> row.setToldAt(told.at().toEpochMilli()).setToldOffset(told.offset()));
        return row.build();
    }

    static HostView toView(HostRow row, LongFunction<Sighting> heartbeats) {
        Since since = new Since(
                instant(row.getAnswering()),
                instant(row.getMissed()),
                instant(row.getClosed()),
                instant(row.getEmergency()),
                instant(row.getMasterless()),
                instant(row.getLost()),
                instant(row.getFollowing()),
                instant(row.getMaster()),
                instant(row.getLastAnswer()),
                instant(row.getLastMaster()),
                instant(row.getLastLife()));
        return new HostView(
                heartbeats.apply(row.getOffset()),
                row.getMisses(),
                row.getMasterStreak(),
                since,
                row.getTestimony()
                        .map(word -> new Word(
                                Testimony.valueOf(word),
                                row.getTestifiedMaster().orElseThrow(),
                                instant(row.getTestifiedAt()).orElseThrow())),
                row.getPower()
                        .map(power -> new Reading(
                                Power.valueOf(power), instant(row.getPowerAt()).orElseThrow())),
                row.getToldOffset().map(offset -> new Told(heartbeats.apply(offset))));
    }

    private static Long millis(Optional<Instant> at) {
        return at.map(Instant::toEpochMilli).orElse(null);
    }

    private static Optional<Instant> instant(Optional<Long> millis) {
        return millis.map(Instant::ofEpochMilli);
    }
}
