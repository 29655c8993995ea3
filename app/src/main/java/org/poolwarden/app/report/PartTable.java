package org.poolwarden.app.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.poolwarden.schema.CapacityPart;

/** What a capacity is the sum of: SRs of a host or a pool, or the pools of the fleet. */
final class PartTable {

    private PartTable() {}

    /**
     * Empty text without parts.
     *
     * @param names of SRs, by id
     */
    static String html(List<CapacityPart> parts, Map<String, String> names) {
        if (parts.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<figure class=\"table\"><figcaption>What its capacity is the sum of"
                + "</figcaption><table><thead><tr><th>Part</th><th class=\"n\">IOPS, mean</th>"
                + "<th class=\"n\">p95</th><th class=\"n\">Capacity A</th><th class=\"n\">Capacity B</th>"
                + "<th class=\"n\">Used</th><th class=\"n\">Headroom</th></tr></thead><tbody>\n");
        for (CapacityPart part : parts) {
            html.append("<tr><td>")
                    .append(Html.text(names.getOrDefault(part.getId(), part.getId())))
                    .append("</td>")
                    .append(cell(part.getIops().map(Figures::number)))
                    .append(cell(part.getIopsP95().map(Figures::number)))
                    .append(cell(part.getCapacityFunctional().map(Figures::number)))
                    .append(cell(part.getCapacityConserving().map(Figures::number)))
                    .append(cell(part.getUtilisation().map(Figures::percent)))
                    .append(cell(part.getHeadroomIops().map(Figures::number)))
                    .append("</tr>\n");
        }
        return html.append("</tbody></table></figure>\n").toString();
    }

    private static String cell(Optional<String> figure) {
        return "<td class=\"n\">" + Html.text(figure.orElse("-")) + "</td>";
    }
}
