package org.poolwarden.app.report;

import java.util.Map;
import java.util.stream.Collectors;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.ReportScope;

/** All about one subject: sentences, what to know before relying on them, figures, charts, tables. */
final class SubjectSection {

    private final SubjectHistory subject;
    private final int number;
    private final Map<String, String> names;

    /** @param names of SRs, by id */
    SubjectSection(SubjectHistory subject, int number, Map<String, String> names) {
        this.subject = subject;
        this.number = number;
        this.names = names;
    }

    String html() {
        Summary summary = new Summary(subject, names);
        CapacityReport headline = subject.headline();
        StringBuilder html = new StringBuilder("<section class=\"subject\" id=\"s" + number + "\">\n");
        html.append(Html.element("h2", "title", Summary.title(subject)));
        if (subject.scope() == ReportScope.SR) {
            html.append(Html.element(
                    "p",
                    "id",
                    subject.id()
                            + headline.getProfile().map(words -> " · " + words).orElse("")));
        }
        html.append(Html.element("p", "summary", summary.text()));
        if (!summary.caveats().isEmpty()) {
            html.append("<ul class=\"caveats\">\n");
            summary.caveats().forEach(caveat -> html.append(Html.element("li", "caveat", caveat)));
            html.append("</ul>\n");
        }
        html.append(Tiles.html(headline));
        html.append(charts(headline));
        html.append("<div class=\"tables\">\n")
                .append("<div>")
                .append(DesktopTable.html(headline.getFits()))
                .append(scenarios(headline))
                .append("</div>\n<div>")
                .append(PartTable.html(headline.getParts(), names))
                .append(ConsumerTable.html("Noisy neighbours: far more than their share", headline.getNoisy()))
                .append(ConsumerTable.html("Busiest disks", headline.getBusiest()))
                .append("</div>\n</div>\n");
        return html.append("</section>\n").toString();
    }

    private static String scenarios(CapacityReport headline) {
        return headline.getWhatIf().stream()
                .map(scenario -> DesktopTable.html(
                        CacheSentence.condition(scenario) + ": desktops that fit besides", scenario.getFits()))
                .collect(Collectors.joining());
    }

    private String charts(CapacityReport headline) {
        StringBuilder charts = new StringBuilder("<div class=\"charts\">\n");
        if (headline.getUtilisation().isPresent()) {
            charts.append(chart("gauge", "Used of capacity B (p95)"));
        }
        charts.append(chart("iops", caption(headline)));
        charts.append(chart("bands", "Percentiles of all requests per second"));
        charts.append(chart("heat", "Busiest hours: p95 of requests per second, hours in UTC"));
        return charts.append("</div>\n").toString();
    }

    private static String caption(CapacityReport headline) {
        return headline.getCapacityConserving().isPresent()
                ? "Requests per second, and what the disks can serve"
                : "Requests per second";
    }

    private String chart(String kind, String caption) {
        return "<figure class=\"chart " + kind + "\"><figcaption>" + caption + "</figcaption><div data-chart=\"" + kind
                + "\" data-subject=\"" + number + "\"></div></figure>\n";
    }
}
