package org.poolwarden.capacity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.AlertState;
import org.poolwarden.schema.Severity;

/** Alerts on storage: fired once, resolved once, and {@code startsAt} kept. */
public final class CapacityAlerts {

    private CapacityAlerts() {}

    /**
     * What made the rule look, and when.
     *
     * @param at the broker's append time
     */
    public record Cause(Instant at, String place) {}

    /** A history and the alert it makes; none when nothing has changed. */
    public record Turn(History history, Optional<Alert> alert) {}

    /** Of an SR, after a minute. */
    public static Turn saturated(Subject sr, History history, Storage storage, Cause cause) {
        boolean open = history.saturation().isOpen();
        if (open == history.firingSince().isPresent()) {
            return new Turn(history, Optional.empty());
        }
        Instant since = history.firingSince().map(Instant::ofEpochMilli).orElse(cause.at());
        Alert.Builder alert = begun(sr.pool(), CapacityAlertKind.SR_SATURATED, sr.id(), cause)
                .setSeverity(Severity.WARNING)
                .setSummary("SR " + storage.facts().map(SrFacts::words).orElse(sr.id()) + " of pool " + sr.pool()
                        + " has more to do than it can: " + String.join(", ", signs(history)))
                .setStartsAt(since)
                .setRunbook(List.of(
                        "xe sr-list uuid=" + sr.id() + " params=name-label,type,physical-utilisation",
                        "See which disks are busiest: the 10m report of this SR names them.",
                        "Rests on "
                                + storage.capacity().map(StorageCapacity::words).orElse("latency and queue alone")
                                + "."));
        return new Turn(
                history.firing(open ? Optional.of(since.toEpochMilli()) : Optional.empty()),
                Optional.of(stated(alert, open, cause)));
    }

    private static List<String> signs(History history) {
        List<String> signs = new ArrayList<>();
        if (history.saturation().utilisation().open()) {
            signs.add("over 90 % of its capacity");
        }
        if (history.saturation().latency().open()) {
            signs.add("requests take over 20 ms");
        }
        if (history.saturation().queue().open()) {
            signs.add("over ten requests wait");
        }
        return signs.isEmpty() ? List.of("no longer") : signs;
    }

    /**
     * Of an SR's cache, after a ten-minute window.
     *
     * @param local the fullest SR of the pool that could hold the cache; empty where events have told of none
     */
    public static Turn fallingBack(RollUp ended, History history, Optional<SrFacts> local, Cause cause) {
        CachePast before = history.cache();
        OptionalDouble ratio = ReportWriter.offload(ended);
        OptionalDouble share = local.map(SrFacts::usedShare).orElse(OptionalDouble.empty());
        CachePast after = before.ended(ratio, share, cause.at().toEpochMilli());
        boolean open = after.fallingSince().isPresent();
        if (open == before.fallingSince().isPresent()) {
            return new Turn(history.caching(after), Optional.empty());
        }
        Subject sr = ended.subject();
        Instant since = Instant.ofEpochMilli(
                after.fallingSince().or(before::fallingSince).orElseThrow());
        String where = local.map(SrFacts::words).orElse("the local SR");
        Alert.Builder alert = begun(sr.pool(), CapacityAlertKind.CACHE_FALLING_BACK, sr.id(), cause)
                .setSeverity(Severity.WARNING)
                .setSummary("IntelliCache keeps " + percent(ratio) + " off SR " + sr.id() + " of pool " + sr.pool()
                        + ", usual are " + percent(before.baseline()) + "; " + where + " is " + percent(share)
                        + " full")
                .setStartsAt(since)
                .setRunbook(List.of(
                        "xe sr-list type=ext params=uuid,name-label,physical-size,physical-utilisation",
                        "Free the local SR: restart desktops that are pooled, or move what is no cache.",
                        "Until then the shared SR bears what the cache kept off: see its report."));
        return new Turn(history.caching(after), Optional.of(stated(alert, open, cause)));
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent() ? Math.round(share.getAsDouble() * 100) + " %" : "nobody knows how much";
    }

    /** Of a host whose metrics have come no more since {@code since}, or come again. */
    public static Alert stale(String pool, String host, Instant since, boolean silent, Cause cause) {
        Alert.Builder alert = begun(pool, CapacityAlertKind.CAPACITY_STALE, host, cause)
                .setHostName(host)
                .setSeverity(Severity.INFO)
                .setSummary("no disk metrics of host " + host + " of pool " + pool + " since " + since
                        + ": reports of its storage are stale")
                .setStartsAt(since)
                .setRunbook(List.of(
                        "Look at the disk connector: its status, and whether it may log in to " + host + ".",
                        "On the host: systemctl status xcp-rrdd xcp-rrdd-iostat"));
        return stated(alert, silent, cause);
    }

    private static Alert.Builder begun(String pool, CapacityAlertKind kind, String about, Cause cause) {
        return Alert.newBuilder()
                .setKey(pool + "/" + kind + "/" + about)
                .setPool(pool)
                .setKind(kind.name())
                .setEvidence(List.of())
                .setWithheld(List.of())
                .setEpoch(0)
                .setJudgedAt(cause.at())
                .setCause(cause.place());
    }

    private static Alert stated(Alert.Builder alert, boolean firing, Cause cause) {
        return alert.setState(firing ? AlertState.FIRING : AlertState.RESOLVED)
                .setEndsAt(firing ? null : cause.at())
                .build();
    }
}
