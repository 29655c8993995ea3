package org.poolwarden.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.CacheScenario;
import org.poolwarden.schema.CapacityPart;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.DesktopFit;
import org.poolwarden.schema.LoadPhase;
import org.poolwarden.schema.ReportScope;
import org.poolwarden.schema.ReportWindow;

/** What the page says of reports. */
class ReportPageTest {

    private static final Instant SEVEN = Instant.parse("2026-11-25T07:00:00Z");

    private static String page(CapacityReport... reports) {
        return new ReportPage("Title", Week.END, List.of(reports), Week.NAMES).html();
    }

    private static CapacityReport.Builder hour(double load) {
        return Week.of(ReportScope.SR, Week.DESKTOPS, ReportWindow.ONE_HOUR, SEVEN, load);
    }

    @Test
    void aSentenceTellsLoadCapacityRoomAndRunway() {
        String said =
                new Summary(new SubjectHistory("desktops", List.of(hour(300).build())), Week.NAMES).text();

        assertThat(said)
                .isEqualTo("It served 300 requests per second on average and fewer than 390 for 95 % of the time"
                        + " (25 Nov 2026, 07:00 to 08:00 UTC); 24 % were reads. That is 57 % of the 682 that its disks"
                        + " balance at with this mix. Planned to 75 %, it has room for 121 more: 28 more normal desktops"
                        + " at work (MCS). If it grows as it has, it is full in about 44 days (31 to never). Caches on"
                        + " the hosts keep 62 % of the desktops' requests away from it.");
    }

    @Test
    void anOverbookedSrIsCalledThat() {
        String said = page(hour(800).setPhase(LoadPhase.BOOT_STORM).build());

        assertThat(said)
                .contains(
                        "over capacity", "it is overbooked by 337 requests per second", "desktops boot: mostly reads");
    }

    @Test
    void aQuietDayWithAFullMorningIsNotCalledGood() {
        CapacityReport day = Week.of(
                        ReportScope.SR, Week.DESKTOPS, ReportWindow.ONE_DAY, Instant.parse("2026-11-24T00:00:00Z"), 100)
                .build();

        assertThat(page(day, hour(800).build()))
                .contains(
                        "over capacity at its peak",
                        "Its busiest time (25 Nov 2026, 07:00 to 08:00 UTC) took 1,040, 111 % of what");
        assertThat(page(day)).contains("has headroom").doesNotContain("Its busiest time");
    }

    @Test
    void whatIsAssumedSilentThinOrCorrectedIsSaid() {
        String said = new ReportPage("Title", Week.END, Week.reports(), Week.NAMES).html();

        assertThat(said)
                .contains(
                        "ASSUMED: nobody has said what this SR is made of",
                        "STALE: a source has been silent since 25 Nov 2026 11:30 UTC",
                        "Coverage 41 %",
                        "five times too high");
    }

    @Test
    void aPoolShowsItsSrsAndNamesThoseOfNoCapacity() {
        String said = page(Week.of(ReportScope.POOL, null, ReportWindow.ONE_HOUR, SEVEN, 300)
                .setCapacityConserving(900.0)
                .setUtilisation(0.4)
                .setHeadroomIops(330.0)
                .setPlannedUtilisation(0.8)
                .setParts(List.of(new CapacityPart(Week.DESKTOPS, 300.0, null, 1000.0, 900.0, null, null)))
                .setWithoutProfile(List.of(Week.ARCHIVE))
                .setComparedSince(SEVEN)
                .build());

        assertThat(said)
                .contains(
                        "What its capacity is the sum of",
                        "<td>desktops</td><td class=\"n\">300</td><td class=\"n\">-</td><td class=\"n\">1,000</td>",
                        "IN NO CAPACITY: " + Week.ARCHIVE,
                        "Planned to 80 %, it has room for 330 more");
    }

    @Test
    void theFleetNamesItsFullestPoolFirst() {
        String said = page(Week.of(ReportScope.FLEET, null, ReportWindow.ONE_HOUR, SEVEN, 300)
                .setPool(null)
                .setCapacityConserving(900.0)
                .setUtilisation(0.4)
                .setParts(List.of(
                        new CapacityPart("attic", 100.0, 200.0, 300.0, 250.0, 0.8, 0.0),
                        new CapacityPart("closet", 200.0, 220.0, 700.0, 650.0, 0.34, 300.0)))
                .build());

        assertThat(said)
                .contains("The fleet")
                .containsSubsequence("<td>attic</td>", ">80 %<", "<td>closet</td>", ">34 %<");
    }

    @Test
    void whatIfTheCacheFailedIsASentenceAndATable() {
        String said = page(hour(300)
                .setWhatIf(List.of(new CacheScenario(
                        "CACHE_FAILED",
                        900.0,
                        0.5,
                        800.0,
                        1.125,
                        -260.0,
                        List.of(new DesktopFit("NORMAL", "STEADY", "MCS_INTELLICACHE", 12.0, 0L)))))
                .build());

        assertThat(said)
                .contains(
                        "If its cache failed, it would be asked for 900 at p95, 113 % of what the disks could serve"
                                + " then: overbooked by 260.",
                        "If its cache failed: desktops that fit besides");
    }

    @Test
    void theLastReportOfAWindowCounts() {
        assertThat(page(hour(300).build(), hour(400).build()))
                .contains("It served 400 requests")
                .doesNotContain("It served 300 requests");
    }

    @Test
    void aCourseIsMadeOfTheFinestWindowsWithoutOverlap() {
        SubjectHistory desktops = SubjectHistory.of(Week.reports(), Week.NAMES).stream()
                .filter(subject -> subject.name().equals("desktops"))
                .findFirst()
                .orElseThrow();
        Instant end = Instant.EPOCH;
        for (CapacityReport report : desktops.course()) {
            assertThat(report.getWindowStart()).isAfterOrEqualTo(end);
            end = report.getWindowStart().plus(SubjectHistory.length(report.getWindow()));
        }
        assertThat(desktops.course().stream().map(CapacityReport::getWindow).distinct())
                .containsExactly(ReportWindow.ONE_HOUR, ReportWindow.TEN_MINUTES);
    }

    @Test
    void aGapEndsTheLine() {
        CapacityReport later = Week.of(
                        ReportScope.SR, Week.DESKTOPS, ReportWindow.ONE_HOUR, SEVEN.plus(Duration.ofHours(2)), 100)
                .build();

        var model =
                ChartModel.of(new SubjectHistory("desktops", List.of(hour(300).build(), later)));

        assertThat(model.get("course")).hasSize(3);
        assertThat(model.get("course").get(1).size()).isEqualTo(1);
        assertThat(model.at("/heat/0/hours/8").isNull()).isTrue();
    }

    @Test
    void namesAreEscapedAndTheScriptElementIsNotEnded() {
        String name = "<b onclick='x'>&\"</script>\u202Egnp.exe";
        String page = new ReportPage(name, Week.END, Week.reports(), Map.of(Week.DESKTOPS, name)).html();

        assertThat(page).doesNotContain("<b onclick", "\u202E").contains("&lt;b onclick=&#39;x&#39;&gt;&amp;&quot;");
        assertThat(Html.json("</script>&<!--")).isEqualTo("\\u003c/script\\u003e\\u0026\\u003c!--");
        assertThat(page.split("</script>", -1)).hasSize(4);
    }

    @Test
    void thePageNamesNoAddressToLoadFrom() {
        String page = new ReportPage("Title", Week.END, Week.reports(), Week.NAMES).html();

        assertThat(page).contains("default-src 'none'").doesNotContain(" src=", "<link", "@import", "url(");
    }
}
