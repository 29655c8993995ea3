package org.poolwarden.capacity.stream;

import java.time.Instant;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;
import org.poolwarden.capacity.CachePast;
import org.poolwarden.capacity.DayDemand;
import org.poolwarden.capacity.DiskPast;
import org.poolwarden.capacity.FiveFoldSign;
import org.poolwarden.capacity.Frontier;
import org.poolwarden.capacity.History;
import org.poolwarden.capacity.Hysteresis;
import org.poolwarden.capacity.LatencySums;
import org.poolwarden.capacity.Pane;
import org.poolwarden.capacity.Phase;
import org.poolwarden.capacity.Saturation;
import org.poolwarden.capacity.Slot;
import org.poolwarden.capacity.SourceId;
import org.poolwarden.capacity.stream.row.DayRow;
import org.poolwarden.capacity.stream.row.DiskPastRow;
import org.poolwarden.capacity.stream.row.FrontierRow;
import org.poolwarden.capacity.stream.row.HistoryRow;
import org.poolwarden.capacity.stream.row.HostTimeRow;
import org.poolwarden.capacity.stream.row.HysteresisRow;
import org.poolwarden.capacity.stream.row.PaneRow;
import org.poolwarden.capacity.stream.row.SlotRow;
import org.poolwarden.schema.DiskResource;
import org.poolwarden.shell.RowBytes;

/** Panes, frontiers and histories as rows, and back. */
public final class CapacityRows {

    private CapacityRows() {}

    public static Serde<Pane> panes() {
        return new RowBytes<>(PaneRow.class).serde(CapacityRows::toRow, CapacityRows::toPane);
    }

    static Serde<Frontier> frontiers() {
        return new RowBytes<>(FrontierRow.class).serde(CapacityRows::toRow, CapacityRows::toFrontier);
    }

    static Serde<History> histories() {
        return new RowBytes<>(HistoryRow.class).serde(CapacityRows::toRow, CapacityRows::toHistory);
    }

    static Serde<DiskPast> pasts() {
        return new RowBytes<>(DiskPastRow.class)
                .serde(past -> new DiskPastRow(past.means()), row -> new DiskPast(row.getMeans()));
    }

    private static PaneRow toRow(Pane pane) {
        SourceId source = pane.source();
        return new PaneRow(
                source.host(),
                source.resource().name(),
                source.sr(),
                source.vm(),
                source.device(),
                pane.minute(),
                pane.slots().entrySet().stream()
                        .map(slot -> new SlotRow(
                                slot.getKey(),
                                slot.getValue().stepSeconds(),
                                slot.getValue().sign().ordinal(),
                                slot.getValue().figures()))
                        .toList());
    }

    private static Pane toPane(PaneRow row) {
        SortedMap<Integer, Slot> slots = new TreeMap<>();
        row.getSlots()
                .forEach(slot -> slots.put(
                        slot.getIndex(),
                        new Slot(slot.getStepSeconds(), FiveFoldSign.values()[slot.getWrong()], slot.getFigures())));
        SourceId source = new SourceId(
                row.getHost(), DiskResource.valueOf(row.getResource()), row.getSr(), row.getVm(), row.getDevice());
        return new Pane(source, row.getMinute(), slots);
    }

    private static FrontierRow toRow(Frontier frontier) {
        return new FrontierRow(
                frontier.pool(),
                frontier.closed(),
                frontier.hosts().entrySet().stream()
                        .map(host -> new HostTimeRow(
                                host.getKey(),
                                host.getValue().newest().toEpochMilli(),
                                host.getValue().heardAt().toEpochMilli(),
                                host.getValue().stale()))
                        .toList());
    }

    private static Frontier toFrontier(FrontierRow row) {
        SortedMap<String, Frontier.HostTime> hosts = new TreeMap<>();
        row.getHosts()
                .forEach(host -> hosts.put(
                        host.getHost(),
                        new Frontier.HostTime(
                                Instant.ofEpochMilli(host.getNewest()),
                                Instant.ofEpochMilli(host.getHeardAt()),
                                host.getStale())));
        return new Frontier(row.getPool(), row.getClosed(), hosts);
    }

    private static HistoryRow toRow(History history) {
        LatencySums knee = history.knee();
        Saturation signs = history.saturation();
        return HistoryRow.newBuilder()
                .setDays(history.days().stream()
                        .map(day -> new DayRow(day.day(), day.iops()))
                        .toList())
                .setUsual(history.usual())
                .setKnee(Arrays.asList((double) knee.windows(), knee.x(), knee.y(), knee.xx(), knee.xy()))
                .setSigns(Arrays.asList(row(signs.utilisation()), row(signs.latency()), row(signs.queue())))
                .setPhase(history.phase().map(Enum::name).orElse(null))
                .setFiringSince(history.firingSince().orElse(null))
                .setOffloads(history.cache().offloads())
                .setFallingSince(history.cache().fallingSince().orElse(null))
                .build();
    }

    private static HysteresisRow row(Hysteresis sign) {
        return new HysteresisRow(sign.open(), sign.streak());
    }

    private static History toHistory(HistoryRow row) {
        Hysteresis[] signs = row.getSigns().stream()
                .map(sign -> new Hysteresis(sign.getOpen(), sign.getStreak()))
                .toArray(Hysteresis[]::new);
        Double[] knee = row.getKnee().toArray(Double[]::new);
        return new History(
                row.getDays().stream()
                        .map(day -> new DayDemand(day.getDay(), day.getIops()))
                        .toList(),
                row.getUsual(),
                new LatencySums(knee[0].longValue(), knee[1], knee[2], knee[3], knee[4]),
                new Saturation(signs[0], signs[1], signs[2]),
                row.getPhase().map(Phase::valueOf),
                row.getFiringSince(),
                new CachePast(row.getOffloads(), row.getFallingSince()));
    }
}
