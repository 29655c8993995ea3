package org.poolwarden.capacity;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.ReportScope;

/** The lines of a report that compare a load with what disks can serve. */
final class CapacityLines {

    /** Why there is no runway where nothing says how much there is. */
    private static final String NO_CAPACITY = "NO_CAPACITY";

    /** Demand of all days is of all SRs: a limit of some of them would come too early. */
    private static final String SRS_WITHOUT_PROFILE = "SRS_WITHOUT_PROFILE";

    /** What a host has of a shared SR goes with what it takes. */
    private static final String NO_CAPACITY_OF_ITS_OWN = "NO_CAPACITY_OF_ITS_OWN";

    /** Latency over the load of several SRs together is no line. */
    private static final String OF_SRS_ONLY = "OF_SRS_ONLY";

    private static final long MINUTE_MS = 60_000;

    private CapacityLines() {}

    /**
     * Of an SR.
     *
     * @param spread of the window's VMs
     */
    static void write(CapacityReport.Builder report, RollUp window, StorageCapacity capacity, OptionalDouble spread) {
        report.setProfileSource(capacity.source())
                .setProfile(capacity.words())
                .setPlannedUtilisation(DesktopFit.PLANNED_SHARE);
        if (window.slots() == 0) {
            return;
        }
        double share = ReportWriter.readShare(window).orElse(0.0);
        spread.ifPresent(report::setSpread);
        Room room = new Room(
                capacity.disks().conserved(share),
                window.distributions().total().quantile(0.95),
                spread);
        compare(report, room, capacity.disks().feller(share));
        report.setFits(room.fits());
    }

    /** Of what has several SRs: of their slots, added where they lie side by side. */
    static void write(CapacityReport.Builder report, RollUp window, CapacitySum sum) {
        Comparison comparison = window.comparison();
        report.setParts(sum.parts())
                .setWithoutProfile(sum.missing())
                .setComparedSince(comparison
                        .since()
                        .map(minute -> Instant.ofEpochMilli(minute * MINUTE_MS))
                        .orElse(null));
        OptionalDouble spread = Spread.of(window.loads());
        spread.ifPresent(report::setSpread);
        if (sum.conserving().isEmpty() || comparison.demand().count() == 0) {
            return;
        }
        Room room = new Room(sum.conserving().get(), comparison.demand().quantile(0.95), spread);
        report.setProfile(sum.words()).setPlannedUtilisation(DesktopFit.PLANNED_SHARE);
        compare(report, room, sum.functional().orElseThrow());
        if (window.subject().scope() != ReportScope.FLEET) {
            report.setFits(room.fits());
        }
    }

    private static void compare(CapacityReport.Builder report, Room room, double functional) {
        report.setCapacityFunctional(functional)
                .setCapacityConserving(room.capacity())
                .setUtilisation(room.utilisation().orElse(null))
                .setUtilisationFunctional(functional > 0 ? room.used() / functional : null)
                .setHeadroomIops(room.headroom());
    }

    /** What latency teaches of the whole subject, beside what the window asks. */
    static void learned(CapacityReport.Builder report, RollUp window, History history) {
        if (window.subject().scope() != ReportScope.SR) {
            report.setLearnedAbsence(OF_SRS_ONLY);
            return;
        }
        Optional<Double> learned =
                LatencyKnee.learned(history.knee()).map(knee -> knee.iopsAt(Saturation.LATENCY_OBJECTIVE));
        report.setCapacityLearned(learned.orElse(null));
        report.setLearnedAbsence(LatencyKnee.gap(history.knee()).map(Enum::name).orElse(null));
        report.setUtilisationLearned(learned.filter(iops -> iops > 0 && window.slots() > 0)
                .map(iops -> window.distributions().total().quantile(0.95) / iops)
                .orElse(null));
    }

    static void runway(CapacityReport.Builder report, RollUp window, History history) {
        Optional<String> absence =
                absence(report, window).or(() -> Runway.gap(history.days()).map(Enum::name));
        report.setRunwayAbsence(absence.orElse(null));
        if (absence.isEmpty()) {
            Runway.of(history.days(), report.getCapacityConserving() * DesktopFit.PLANNED_SHARE)
                    .ifPresent(days -> report.setRunwayLowDays(days.low())
                            .setRunwayMidDays(days.mid())
                            .setRunwayHighDays(days.high()));
        }
    }

    private static Optional<String> absence(CapacityReport.Builder report, RollUp window) {
        if (window.subject().scope() == ReportScope.HOST) {
            return Optional.of(NO_CAPACITY_OF_ITS_OWN);
        }
        if (report.getCapacityConserving() == null) {
            return Optional.of(NO_CAPACITY);
        }
        return report.getWithoutProfile() == null || report.getWithoutProfile().isEmpty()
                ? Optional.empty()
                : Optional.of(SRS_WITHOUT_PROFILE);
    }
}
