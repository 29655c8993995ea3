package org.poolwarden.app.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.ReportScope;

/**
 * One page that needs nothing but itself: sentences and tables as HTML, charts by uPlot and a script of which the page
 * names the digests, so that a browser runs nothing else.
 */
public final class ReportPage {

    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    private final String title;
    private final Instant at;
    private final List<SubjectHistory> subjects;
    private final Map<String, String> names;

    /**
     * @param at when it is made
     * @param reports in the order in which they were written; at least one
     * @param names of SRs, by id
     */
    public ReportPage(String title, Instant at, Collection<CapacityReport> reports, Map<String, String> names) {
        this.title = title;
        this.at = at;
        this.subjects = SubjectHistory.of(reports, names);
        this.names = Map.copyOf(names);
        if (subjects.isEmpty()) {
            throw new IllegalArgumentException("a page is about at least one report");
        }
    }

    /** How many SRs, hosts and pools it is about. */
    public int size() {
        return subjects.size();
    }

    public String html() {
        String style = resource(UPLOT + "uPlot.min.css") + resource("report.css");
        String library = resource(UPLOT + "uPlot.iife.min.js");
        String script = resource("report.js");
        String policy = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src " + digest(style)
                + "; script-src " + digest(library) + " " + digest(script);
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="%s">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                %s<script type="application/json" id="model">%s</script>
                <script>%s</script>
                <script>%s</script>
                </body>
                </html>
                """
                .formatted(policy, Html.text(title), style, body(), Html.json(model()), library, script);
    }

    private String model() {
        ArrayNode models = JsonNodeFactory.instance.arrayNode();
        subjects.forEach(subject -> models.add(ChartModel.of(subject)));
        return models.toString();
    }

    private String body() {
        StringBuilder body = new StringBuilder("<header>\n<h1>" + Html.text(title) + "</h1>\n"
                + Html.element("p", "made", "Made " + Figures.moment(at) + " by poolwarden. All times are UTC.")
                + "</header>\n<main>\n<section class=\"glance\"><h2>At a glance</h2>\n<ul>\n");
        boolean anySr = subjects.stream().anyMatch(subject -> subject.scope() == ReportScope.SR);
        for (int i = 0; i < subjects.size(); i++) {
            if (!anySr || isAtAGlance(subjects.get(i))) {
                body.append(Glance.line(subjects.get(i), i));
            }
        }
        body.append("</ul></section>\n");
        for (int i = 0; i < subjects.size(); i++) {
            body.append(new SubjectSection(subjects.get(i), i, names).html());
        }
        return body.append(resource("terms.html")).append("</main>\n").toString();
    }

    /** Of pools and the fleet only what can be compared: else their SRs say more. */
    private static boolean isAtAGlance(SubjectHistory subject) {
        return switch (subject.scope()) {
            case SR -> true;
            case FLEET, POOL -> subject.headline().getUtilisation().isPresent();
            case HOST, UNSPECIFIED -> false;
        };
    }

    private static String digest(String text) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(sha) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not packed: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
