package org.poolwarden.app.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.poolwarden.app.run.StartException;
import org.poolwarden.app.timeline.Note;
import org.poolwarden.app.timeline.Note.Kind;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.DesktopFit;
import org.poolwarden.schema.DiskKind;
import org.poolwarden.schema.LoadPhase;
import org.poolwarden.schema.RaidLevel;
import org.poolwarden.schema.StorageProfile;
import org.poolwarden.sim.GuestSpec;
import org.poolwarden.sim.RealClock;
import org.poolwarden.sim.SimEvent;
import org.poolwarden.sim.workload.Workload;
import org.poolwarden.sim.workload.Workloads;

/** Desktops boot and log on while the caches have no room, and work when they have: what that asks of one SR. */
final class DesktopMorning implements Story {

    private static final int EACH = 30;

    /** A minute of the hosts is a third of a second here; samples, connector, topology and windows are production's. */
    private static final int TIMES = 180;

    /** A host keeps slots of five seconds for ten minutes: on a slow machine the day waits for its readers. */
    private static final Duration AHEAD = Duration.ofMinutes(9);

    /** Until the connector has found out which disks lie where: what came before that counts for no SR. */
    private static final int TIMES_AT_FIRST = 30;

    private static final long SEED = 7;
    private static final double NO_OFFLOAD = 0.05;
    private static final double OFFLOAD = 0.3;

    /** Yesterday's: a host whose clock is ahead of ours would not be believed. */
    private final LocalDate day = LocalDate.now(Clock.systemUTC()).minusDays(1);

    @Override
    public List<String> hosts() {
        return List.of("alpha", "beta");
    }

    @Override
    public List<String> legend() {
        return List.of(
                "report: of the SR, at the hosts' time, figures of the ten minutes that run; B: what its disks balance at;",
                "alert: at the time since the demo was begun.");
    }

    @Override
    public DemoPool pool(Consumer<SimEvent> events) throws StartException {
        Workload desktops = Workloads.fallingBackUntil(at(8, 30), Workloads.vdiDay(SEED));
        GuestSpec guests = new GuestSpec(Map.of("alpha", EACH, "beta", EACH), Map.of(), desktops, true);
        return DemoPool.open(new RealClock(at(5, 50)), hosts(), spec -> spec.withGuests(guests), events);
    }

    @Override
    public List<DemoConnector> connectors() {
        return List.of(DemoConnector.DISKS);
    }

    @Override
    public Optional<StorageProfile> profile(DemoPool pool) {
        return Optional.of(StorageProfile.newBuilder()
                .setSr(pool.storage())
                .setName("desktops")
                .setDisks(8)
                .setDisk(DiskKind.RPM_15K)
                .setRaid(RaidLevel.RAID_10)
                .setAuthor("demo")
                .build());
    }

    private Instant at(int hour, int minute) {
        return day.atTime(LocalTime.of(hour, minute)).toInstant(ZoneOffset.UTC);
    }

    @Override
    public void play(Scene scene) throws Spoiled, InterruptedException {
        scene.tell(
                "%d desktops on two hosts share one SR: eight 15k disks in RAID 10. IntelliCache is on, but the local"
                        + " disks for it are full: it falls back, and every read goes to the shared SR.%n"
                        + "It is 5:50 in the morning, and soon the hosts' clocks go %d times as fast as ours.",
                2 * EACH, TIMES);
        scene.hurry(TIMES, AHEAD);
        scene.pool().hurry(TIMES_AT_FIRST, at(6, 20));
        CapacityReport quiet = awaitPhase(scene, LoadPhase.STEADY, at(6, 0));
        scene.tell("After an hour it is known what is usual: %s At 7:30 the first desktops are started.", fits(quiet));
        CapacityReport boot = awaitPhase(scene, LoadPhase.BOOT_STORM, quiet.getWindowEnd());
        CapacityReport full = scene.await(
                "headroom to be used up",
                boot.getWindowStart(),
                report -> report.getHeadroomIops().orElse(1.0) < 0);
        Note alert = scene.await(Kind.ALERT, "SR_SATURATED", Duration.ZERO);
        logOn(scene, boot);
        CapacityReport cached = scene.await(
                "the cache to keep requests off the SR",
                at(8, 30),
                report -> report.getOffloadRatio().orElse(0.0) > OFFLOAD);
        Note resolved = scene.await(Kind.RESOLVED, "SR_SATURATED", alert.at());
        CapacityReport work = scene.await(
                "headroom to be back",
                cached.getWindowEnd(),
                report -> report.getHeadroomIops().orElse(-1.0) > 0);
        scene.check(
                quiet.getHeadroomIops().orElse(-1.0) > 0,
                "there was no headroom before the first start: " + quiet.getHeadroomIops());
        scene.tell(
                "Boot storm named %d min after the first start, headroom gone after %d min, alert open for %.0f s of"
                        + " ours; the cache then kept %.0f %% of all requests off the SR: %s",
                minutes(at(7, 30), boot),
                minutes(at(7, 30), full),
                Scene.seconds(alert, resolved),
                cached.getOffloadRatio().orElseThrow() * 100,
                fits(work));
    }

    private static void logOn(Scene scene, CapacityReport boot) throws Spoiled, InterruptedException {
        CapacityReport logon = awaitPhase(scene, LoadPhase.LOGON_STORM, boot.getWindowEnd());
        scene.check(
                logon.getOffloadRatio().orElse(1.0) < NO_OFFLOAD,
                "the cache falls back, and yet it is said to keep off " + logon.getOffloadRatio());
        scene.tell("Everybody logs on. At 8:30 somebody makes room for the caches: reads are answered locally again.");
    }

    private static CapacityReport awaitPhase(Scene scene, LoadPhase phase, Instant from)
            throws Spoiled, InterruptedException {
        return scene.await(
                "the phase " + phase, from, report -> report.getPhase().equals(Optional.of(phase)));
    }

    private static long minutes(Instant from, CapacityReport report) {
        return Duration.between(from, report.getWindowEnd()).toMinutes();
    }

    /** Of one class, as it would work. */
    private static String fits(CapacityReport report) {
        return report.getFits().stream()
                .filter(fit -> fit.getUserClass().equals("NORMAL")
                        && fit.getPhase().equals(LoadPhase.STEADY.name())
                        && fit.getDelivery().equals("MCS"))
                .findFirst()
                .map(DesktopFit::getMore)
                .map(more ->
                        String.format(Locale.ROOT, "there is room for %d more normal desktops at work (MCS).", more))
                .orElse("how many more desktops fit is not known.");
    }
}
