package org.poolwarden.app.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.DesktopFit;
import org.poolwarden.schema.DiskConsumer;
import org.poolwarden.schema.IopsFigures;
import org.poolwarden.schema.ProfileSource;
import org.poolwarden.schema.ReportScope;
import org.poolwarden.schema.ReportWindow;

/** Three days of reports of two SRs, a host and their pool, as desktops make them. */
public final class Week {

    static final Instant END = Instant.parse("2026-11-25T12:00:00Z");
    public static final String DESKTOPS = "caa66549-0000-4000-8000-000000000001";
    static final String ARCHIVE = "caa66549-0000-4000-8000-000000000002";
    static final Map<String, String> NAMES = Map.of(DESKTOPS, "desktops");

    /** A hundredfold of it is a load by the hour of the day. */
    private static final double[] HOURS = {
        0.3, 0.3, 0.2, 0.2, 0.3, 0.4, 1.2, 6.4, 5.2, 3.4, 3.2, 3.0, 2.2, 2.9, 3.1, 3.0, 2.6, 1.4, 0.8, 0.6, 0.5, 0.4,
        0.4, 0.3
    };

    private Week() {}

    /** Ten-minute windows of the last day, hours and days of all three; a gap of two hours in the night. */
    public static List<CapacityReport> reports() {
        List<CapacityReport> reports = new ArrayList<>();
        for (ReportScope scope : List.of(ReportScope.SR, ReportScope.POOL, ReportScope.HOST)) {
            windows(reports, scope, Duration.ofDays(1), ReportWindow.ONE_DAY);
            windows(reports, scope, Duration.ofHours(1), ReportWindow.ONE_HOUR);
            windows(reports, scope, Duration.ofMinutes(10), ReportWindow.TEN_MINUTES);
        }
        reports.add(of(ReportScope.SR, ARCHIVE, ReportWindow.ONE_HOUR, END.minus(Duration.ofHours(1)), 40)
                .setProfileSource(ProfileSource.DEFAULT)
                .setProfile("assumed: 8 disks of 15k in RAID 10; nobody has said")
                .setStale(true)
                .setStaleSince(END.minusSeconds(1800))
                .setCoverage(0.41)
                .setCorrected(List.of("FIVE_TIMES_BY_RELEASE"))
                .build());
        return reports;
    }

    private static void windows(List<CapacityReport> reports, ReportScope scope, Duration length, ReportWindow window) {
        Instant begin = window == ReportWindow.TEN_MINUTES
                ? END.minus(Duration.ofDays(1))
                : Instant.parse("2026-11-23T00:00:00Z");
        for (Instant at = begin; at.isBefore(END); at = at.plus(length)) {
            int hour = (int) (at.getEpochSecond() / 3600 % 24);
            if (window != ReportWindow.ONE_DAY && (hour == 2 || hour == 3)) {
                continue;
            }
            double wave = 1 + 0.12 * Math.sin(at.getEpochSecond() / 700.0);
            double load = window == ReportWindow.ONE_DAY ? 210 : 100 * HOURS[hour] * wave;
            String id = scope == ReportScope.SR ? DESKTOPS : scope == ReportScope.HOST ? "alpha" : null;
            reports.add(of(scope, id, window, at, load).build());
        }
    }

    static CapacityReport.Builder of(ReportScope scope, String id, ReportWindow window, Instant at, double load) {
        double reads = load > 500 ? 0.72 : 0.24;
        double conserving = 1200 / (reads + (1 - reads) * 2);
        Instant end = at.plus(SubjectHistory.length(window));
        CapacityReport.Builder report = CapacityReport.newBuilder()
                .setScope(scope)
                .setPool("closet")
                .setId(id)
                .setWindow(window)
                .setWindowStart(at)
                .setWindowEnd(end.isAfter(END) ? END : end)
                .setCoverage(1)
                .setSamples(720)
                .setLate(0)
                .setSources(2)
                .setStale(false)
                .setIopsRead(iops(load * reads))
                .setIopsWrite(iops(load * (1 - reads)))
                .setIopsTotal(iops(load))
                .setReadShare(reads)
                .setMeanLatencyMs(4 + load / 60)
                .setOutstanding(load / 250)
                .setBusiest(List.of(
                        new DiskConsumer(
                                "1b0e1d8a-5f43-4c57-9f2a-8e4e2e1a0001", "xvda", "alpha", DESKTOPS, 84.0, 0.31, 720L),
                        new DiskConsumer(
                                "1b0e1d8a-5f43-4c57-9f2a-8e4e2e1a0002", "xvdb", "beta", DESKTOPS, 26.0, 0.11, 720L)))
                .setNoisy(List.of())
                .setFits(List.of())
                .setCorrected(List.of())
                .setDropped(0);
        return scope == ReportScope.SR ? withCapacity(report, conserving, load * 1.3) : report;
    }

    private static CapacityReport.Builder withCapacity(CapacityReport.Builder report, double conserving, double p95) {
        List<DesktopFit> fits = new ArrayList<>();
        for (String user : List.of("LIGHT", "NORMAL")) {
            for (String phase : List.of("STEADY", "BOOT_STORM", "LOGON_STORM")) {
                fits.add(new DesktopFit(user, phase, "PVS", 10.0, 34L));
                fits.add(new DesktopFit(user, phase, "MCS", 12.0, 28L));
            }
        }
        return report.setCapacityFunctional(conserving * 1.1)
                .setCapacityConserving(conserving)
                .setCapacityLearned(760.0)
                .setUtilisation(p95 / conserving)
                .setPlannedUtilisation(0.75)
                .setHeadroomIops(conserving * 0.75 - p95)
                .setProfileSource(ProfileSource.TOPIC)
                .setProfile("8 x 150.0 IOPS, write penalty 2.0")
                .setRunwayLowDays(31.0)
                .setRunwayMidDays(44.0)
                .setOffloadRatio(0.62)
                .setCacheHitRatio(0.88)
                .setFits(fits)
                .setNoisy(List.of(new DiskConsumer(
                        "1b0e1d8a-5f43-4c57-9f2a-8e4e2e1a0001", "xvda", "alpha", DESKTOPS, 84.0, 0.31, 720L)));
    }

    private static IopsFigures iops(double mean) {
        return new IopsFigures(mean, mean * 0.2, mean * 0.9, mean * 1.3, mean * 1.6, mean * 2.1);
    }
}
