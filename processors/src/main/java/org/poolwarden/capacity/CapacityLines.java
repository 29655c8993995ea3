package org.poolwarden.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.CapacityReport;

/** The lines of a report that compare a load with what disks can serve. */
final class CapacityLines {

    /** Why there is no runway where nothing says how much there is. */
    private static final String NO_CAPACITY = "NO_CAPACITY";

    private CapacityLines() {}

    static void write(CapacityReport.Builder report, RollUp window, StorageCapacity capacity) {
        report.setProfileSource(capacity.source())
                .setProfile(capacity.words())
                .setPlannedUtilisation(DesktopFit.PLANNED_SHARE);
        if (window.slots() == 0) {
            return;
        }
        double used = window.distributions().total().quantile(0.95);
        double share = ReportWriter.readShare(window).orElse(0.0);
        double functional = capacity.disks().feller(share);
        double conserving = capacity.disks().conserved(share);
        report.setCapacityFunctional(functional)
                .setCapacityConserving(conserving)
                .setUtilisation(conserving > 0 ? used / conserving : null)
                .setUtilisationFunctional(functional > 0 ? used / functional : null)
                .setHeadroomIops(conserving * DesktopFit.PLANNED_SHARE - used)
                .setFits(fits(conserving, used));
    }

    private static List<org.poolwarden.schema.DesktopFit> fits(double capacity, double used) {
        List<org.poolwarden.schema.DesktopFit> fits = new ArrayList<>();
        for (Delivery delivery : Delivery.values()) {
            for (UserClass user : UserClass.values()) {
                for (Phase phase : Phase.values()) {
                    double each = delivery.sharedIops(user, phase);
                    long more = DesktopFit.constant(each).more(capacity, DesktopFit.PLANNED_SHARE, used);
                    fits.add(new org.poolwarden.schema.DesktopFit(
                            user.name(), phase.name(), delivery.name(), each, more));
                }
            }
        }
        return fits;
    }

    /** What latency teaches of the whole subject, beside what the window asks. */
    static void learned(CapacityReport.Builder report, RollUp window, History history) {
        Optional<Double> learned =
                LatencyKnee.learned(history.knee()).map(knee -> knee.iopsAt(Saturation.LATENCY_OBJECTIVE));
        report.setCapacityLearned(learned.orElse(null));
        report.setLearnedAbsence(LatencyKnee.gap(history.knee()).map(Enum::name).orElse(null));
        report.setUtilisationLearned(learned.filter(iops -> iops > 0 && window.slots() > 0)
                .map(iops -> window.distributions().total().quantile(0.95) / iops)
                .orElse(null));
    }

    static void runway(CapacityReport.Builder report, History history, Optional<StorageCapacity> capacity) {
        Optional<Double> limit =
                Optional.ofNullable(report.getCapacityConserving()).map(iops -> iops * DesktopFit.PLANNED_SHARE);
        if (capacity.isEmpty() || limit.isEmpty()) {
            report.setRunwayAbsence(NO_CAPACITY);
            return;
        }
        report.setRunwayAbsence(Runway.gap(history.days()).map(Enum::name).orElse(null));
        Runway.of(history.days(), limit.get()).ifPresent(days -> report.setRunwayLowDays(days.low())
                .setRunwayMidDays(days.mid())
                .setRunwayHighDays(days.high()));
    }
}
