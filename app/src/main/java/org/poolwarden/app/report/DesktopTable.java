package org.poolwarden.app.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.poolwarden.schema.DesktopFit;

/** How many more desktops fit: a row per class and phase, a column per delivery. */
final class DesktopTable {

    private static final Map<String, String> DELIVERIES =
            Map.of("PVS", "PVS", "MCS", "MCS", "MCS_INTELLICACHE", "MCS with IntelliCache");
    private static final Map<String, String> PHASES = Map.of(
            "STEADY",
            "at work",
            "BOOT_STORM",
            "all booting",
            "BOOT",
            "all booting",
            "LOGON_STORM",
            "all logging on",
            "LOGON",
            "all logging on");

    private DesktopTable() {}

    static String delivery(String code) {
        return DELIVERIES.getOrDefault(code, Figures.words(code));
    }

    /** Empty text without fits. */
    static String html(List<DesktopFit> fits) {
        return html("Desktops that fit besides, all of one kind", fits);
    }

    static String html(String caption, List<DesktopFit> fits) {
        if (fits.isEmpty()) {
            return "";
        }
        Set<String> deliveries = new LinkedHashSet<>();
        Map<String, Map<String, DesktopFit>> rows = new LinkedHashMap<>();
        for (DesktopFit fit : fits) {
            deliveries.add(fit.getDelivery());
            rows.computeIfAbsent(row(fit), row -> new LinkedHashMap<>()).put(fit.getDelivery(), fit);
        }
        StringBuilder html = new StringBuilder("<figure class=\"table\"><figcaption>" + Html.text(caption)
                + "</figcaption><table><thead><tr><th>Class and phase</th>");
        deliveries.forEach(delivery -> html.append("<th class=\"n\">")
                .append(Html.text(delivery(delivery)))
                .append("</th>"));
        html.append("</tr></thead><tbody>\n");
        rows.forEach((row, cells) -> {
            html.append("<tr><td>").append(Html.text(row)).append("</td>");
            deliveries.forEach(delivery -> html.append(cell(cells.get(delivery))));
            html.append("</tr>\n");
        });
        return html.append("</tbody></table></figure>\n").toString();
    }

    private static String row(DesktopFit fit) {
        return Figures.words(fit.getUserClass()) + ", "
                + PHASES.getOrDefault(fit.getPhase(), Figures.words(fit.getPhase()));
    }

    private static String cell(DesktopFit fit) {
        return fit == null
                ? "<td class=\"n\">-</td>"
                : "<td class=\"n\">" + fit.getMore() + " <small>at " + Figures.number(fit.getIopsEach())
                        + "</small></td>";
    }
}
