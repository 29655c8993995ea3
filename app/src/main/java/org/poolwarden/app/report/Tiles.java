package org.poolwarden.app.report;

import static org.poolwarden.app.report.Figures.number;

import java.util.Optional;
import org.poolwarden.schema.CapacityReport;

/** The figures that are looked for first, each with its name and what it rests on. What is not known is not shown. */
final class Tiles {

    private final StringBuilder html = new StringBuilder();

    private Tiles() {}

    static String html(CapacityReport report) {
        Tiles tiles = new Tiles();
        report.getIopsTotal()
                .ifPresent(total -> tiles.tile(
                        number(total.getP95()),
                        "IOPS, p95",
                        "mean " + number(total.getMean()) + ", most " + number(total.getMax())));
        tiles.tile(report.getCapacityConserving().map(Figures::number), "Capacity B", "what the disks balance at");
        tiles.tile(report.getCapacityFunctional().map(Figures::number), "Capacity A", "functional IOPS after Feller");
        tiles.tile(report.getCapacityLearned().map(Figures::number), "Capacity learned", "at the knee of latency");
        tiles.tile(
                report.getHeadroomIops().map(Figures::number),
                "Headroom, IOPS",
                "to " + report.getPlannedUtilisation().map(Figures::percent).orElse("?") + " of B");
        tiles.tile(report.getMeanLatencyMs().map(Figures::milliseconds), "Latency", "mean of a request");
        tiles.tile(report.getOutstanding().map(Figures::number), "Outstanding", "requests under way, mean");
        tiles.tile(report.getReadShare().map(Figures::percent), "Reads", "of all requests");
        tiles.tile(
                report.getReadBytes().map(bytes -> Figures.bytes(bytes) + "/s"),
                "Read",
                "written "
                        + report.getWriteBytes()
                                .map(bytes -> Figures.bytes(bytes) + "/s")
                                .orElse("-"));
        tiles.tile(report.getRunwayMidDays().map(Figures::number), "Runway, days", runway(report));
        tiles.tile(report.getOffloadRatio().map(Figures::percent), "Offload", "requests that caches keep away");
        tiles.tile(report.getCacheHitRatio().map(Figures::percent), "Cache hits", "of bytes read, not of requests");
        tiles.tile(Figures.percent(report.getCoverage()), "Coverage", report.getSamples() + " slots of 5 s");
        return "<dl class=\"tiles\">\n" + tiles.html + "</dl>\n";
    }

    private static String runway(CapacityReport report) {
        return report.getRunwayLowDays().map(Figures::number).orElse("?") + " to "
                + report.getRunwayHighDays().map(Figures::number).orElse("never");
    }

    private void tile(Optional<String> value, String name, String basis) {
        value.ifPresent(known -> tile(known, name, basis));
    }

    private void tile(String value, String name, String basis) {
        html.append("<div><dt>")
                .append(Html.text(name))
                .append("</dt><dd>")
                .append(Html.text(value))
                .append("<small>")
                .append(Html.text(basis))
                .append("</small></dd></div>\n");
    }
}
