package org.poolwarden.app.report;

import java.util.List;
import org.poolwarden.schema.DiskConsumer;

/** Disks by what they cost, each with a bar. */
final class ConsumerTable {

    private ConsumerTable() {}

    /** Empty text without disks. */
    static String html(String caption, List<DiskConsumer> disks) {
        if (disks.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<figure class=\"table\"><figcaption>" + Html.text(caption)
                + "</figcaption><table><thead><tr><th>VM</th><th>Disk</th><th>Host</th><th class=\"n\">IOPS</th>"
                + "<th>Share of the cost</th></tr></thead><tbody>\n");
        for (DiskConsumer disk : disks) {
            html.append("<tr><td class=\"id\">")
                    .append(Html.text(disk.getVm()))
                    .append("</td><td>")
                    .append(Html.text(disk.getDevice()))
                    .append("</td><td>")
                    .append(Html.text(disk.getHost()))
                    .append("</td><td class=\"n\">")
                    .append(Figures.number(disk.getIops()))
                    .append("</td><td><meter min=\"0\" max=\"1\" value=\"")
                    .append(Math.max(0, Math.min(1, disk.getShare())))
                    .append("\"></meter> ")
                    .append(Figures.percent(disk.getShare()))
                    .append("</td></tr>\n");
        }
        return html.append("</tbody></table></figure>\n").toString();
    }
}
