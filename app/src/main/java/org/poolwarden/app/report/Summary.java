package org.poolwarden.app.report;

import static org.poolwarden.app.report.Figures.number;
import static org.poolwarden.app.report.Figures.percent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.DesktopFit;
import org.poolwarden.schema.IopsFigures;
import org.poolwarden.schema.LoadPhase;
import org.poolwarden.schema.ReportScope;

/** What the figures of a subject mean, in sentences for somebody who reads nothing else. */
public final class Summary {

    private final SubjectHistory subject;
    private final CapacityReport headline;
    private final Map<String, String> names;

    /** @param names of SRs, by id */
    public Summary(SubjectHistory subject, Map<String, String> names) {
        this.subject = subject;
        this.names = names;
        this.headline = subject.headline();
    }

    /** {@code SR desktops of pool closet}. */
    public static String title(SubjectHistory subject) {
        return switch (subject.scope()) {
            case SR -> "SR " + subject.name() + " of pool " + subject.pool();
            case HOST -> "Host " + subject.name() + " of pool " + subject.pool();
            case POOL -> "Pool " + subject.pool();
            case FLEET -> "The fleet";
            case UNSPECIFIED -> throw new IllegalArgumentException("a report has a scope");
        };
    }

    /** Load, capacity, what is left, and for how long. */
    String text() {
        return text(peak());
    }

    /** As above, where only the newest windows are known: they do not tell when its busiest time was. */
    public String ofTheNewest() {
        return text(Optional.empty());
    }

    private String text(Optional<String> peak) {
        List<String> sentences = new ArrayList<>();
        sentences.add(load());
        capacity().ifPresent(sentences::add);
        peak.ifPresent(sentences::add);
        room().ifPresent(sentences::add);
        runway().ifPresent(sentences::add);
        now().ifPresent(sentences::add);
        cache().ifPresent(sentences::add);
        headline.getWhatIf().forEach(scenario -> sentences.add(CacheSentence.of(scenario)));
        return String.join(" ", sentences);
    }

    private String load() {
        String span = Figures.span(headline.getWindowStart(), headline.getWindowEnd());
        Optional<IopsFigures> total = headline.getIopsTotal();
        if (total.isEmpty()) {
            return "Nothing is known of its load (" + span + ").";
        }
        return "It served " + number(total.get().getMean()) + " requests per second on average and fewer than "
                + number(total.get().getP95()) + " for 95 % of the time (" + span + ")"
                + headline.getReadShare()
                        .map(reads -> "; " + percent(reads) + " were reads")
                        .orElse("") + ".";
    }

    private Optional<String> capacity() {
        return headline.getUtilisation()
                .map(used -> "That is " + percent(used) + " of the "
                        + number(headline.getCapacityConserving().orElseThrow())
                        + " that its disks balance at with this mix"
                        + (used > 1 ? ": more than they can hold." : "."));
    }

    /** A day's average hides its morning. */
    private Optional<String> peak() {
        return subject.peak().filter(busiest -> !busiest.equals(headline)).map(busiest -> {
            double p95 = busiest.getIopsTotal().orElseThrow().getP95();
            return "Its busiest time (" + Figures.span(busiest.getWindowStart(), busiest.getWindowEnd()) + ") took "
                    + number(p95)
                    + busiest.getUtilisation()
                            .map(used -> ", " + percent(used) + " of what the disks could serve then")
                            .orElse("")
                    + ".";
        });
    }

    private Optional<String> room() {
        return headline.getHeadroomIops().map(left -> {
            String planned = percent(headline.getPlannedUtilisation().orElseThrow());
            if (left < 0) {
                return "Planned to " + planned + ", it is overbooked by " + number(-left) + " requests per second.";
            }
            return "Planned to " + planned + ", it has room for " + number(left) + " more"
                    + desktops().map(more -> ": " + more).orElse("") + ".";
        });
    }

    /** Of a class that people know, and of the delivery that costs most: whoever counts on less is surprised. */
    private Optional<String> desktops() {
        return headline.getFits().stream()
                .filter(fit ->
                        fit.getUserClass().equals("NORMAL") && fit.getPhase().equals(LoadPhase.STEADY.name()))
                .max(Comparator.comparing(DesktopFit::getIopsEach))
                .map(fit -> fit.getMore() + " more normal desktops at work (" + DesktopTable.delivery(fit.getDelivery())
                        + ")");
    }

    private Optional<String> runway() {
        return headline.getRunwayMidDays()
                .map(days -> "If it grows as it has, it is full in about " + number(days) + " days ("
                        + headline.getRunwayLowDays().map(Figures::number).orElse("?") + " to "
                        + headline.getRunwayHighDays().map(Figures::number).orElse("never") + ").");
    }

    private Optional<String> now() {
        return subject.now()
                .getPhase()
                .filter(phase -> phase == LoadPhase.BOOT_STORM || phase == LoadPhase.LOGON_STORM)
                .map(phase -> phase == LoadPhase.BOOT_STORM
                        ? "At the end of the report desktops boot: mostly reads, far above the usual load."
                        : "At the end of the report users log on: as many reads as writes, above the usual load.");
    }

    private Optional<String> cache() {
        return headline.getOffloadRatio()
                .filter(kept -> kept > 0 || headline.getCacheHitRatio().isPresent())
                .map(kept -> "Caches on the hosts keep " + percent(kept) + " of the desktops' requests away from it.");
    }

    /** What somebody must know before he relies on the figures; empty when there is nothing. */
    List<String> caveats() {
        List<String> caveats = new ArrayList<>();
        CapacityReport now = subject.now();
        if (now.getStale()) {
            caveats.add("STALE: a source has been silent"
                    + now.getStaleSince()
                            .map(since -> " since " + Figures.moment(since))
                            .orElse("")
                    + "; what follows is how things were.");
        }
        headline.getProfileSource()
                .filter(source -> source.name().equals("DEFAULT"))
                .ifPresent(source -> caveats.add(
                        "ASSUMED: nobody has said what this SR is made of. Capacity, headroom and desktops rest on a guess ("
                                + headline.getProfile().orElse("no words") + ") and raise no alarm."));
        compared().ifPresent(caveats::add);
        if (headline.getCoverage() < 0.995) {
            caveats.add("Coverage " + percent(headline.getCoverage()) + ": for the rest of the time no sample came.");
        }
        if (headline.getLate() > 0) {
            caveats.add(Figures.number(headline.getLate()) + " samples came too late and are in no figure.");
        }
        if (headline.getDropped() > 0) {
            caveats.add(
                    Figures.number(headline.getDropped())
                            + " samples were left out as the first after a gap, where counters tell of more than the interval.");
        }
        headline.getCorrected().forEach(what -> caveats.add("Corrected: " + correction(what)));
        if (subject.scope() == ReportScope.SR) {
            headline.getLearnedAbsence()
                    .ifPresent(why -> caveats.add("No capacity was learned from latency: " + Figures.words(why) + "."));
            headline.getRunwayAbsence().ifPresent(why -> caveats.add("No runway is told: " + Figures.words(why) + "."));
        }
        return caveats;
    }

    /** Of several SRs: which of them the figures leave out, and for how long. */
    private Optional<String> compared() {
        List<String> without = headline.getWithoutProfile().stream()
                .map(id -> names.getOrDefault(id, id))
                .toList();
        if (!without.isEmpty()) {
            return Optional.of("IN NO CAPACITY: " + String.join(", ", without)
                    + ". Nobody has said what that is made of; its requests are in the load alone.");
        }
        return headline.getComparedSince()
                .map(since -> "Load and capacity are compared since " + Figures.moment(since)
                        + ": a profile came or went then.");
    }

    private static String correction(String what) {
        return what.startsWith("FIVE_TIMES")
                ? "this release counts requests five times too high; figures here are divided by five."
                : Figures.words(what) + ".";
    }
}
