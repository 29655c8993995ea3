package org.poolwarden.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a browser shows it. */
class ReportInBrowserTest {

    private static final Pattern REQUESTED =
            Pattern.compile("\"initiator\":\"(?!not an origin)[^\n]*\"url\":\"([^\"]+)\"");
    private static final int READS = 0x2f6fde;
    private static final int READS_IN_THE_DARK = 0x6ea2ff;

    @TempDir
    private Path dir;

    private Path page;
    private Chromium chromium;

    @BeforeEach
    void open() throws IOException {
        Optional<Chromium> found = Chromium.find(dir);
        assumeTrue(found.isPresent(), "no chromium, chromium-browser or google-chrome on the PATH");
        chromium = found.orElseThrow();
        page = write(new ReportPage("Storage capacity", Week.END, Week.reports(), Week.NAMES));
    }

    private Path write(ReportPage made) throws IOException {
        return Files.writeString(dir.resolve("page.html"), made.html());
    }

    @Test
    void everyChartIsDrawnWithoutAComplaintAndWithoutARequest() throws IOException, InterruptedException {
        Chromium.Shown shown = chromium.dump(page);

        int charts = count(shown.dom(), "data-chart=\"");
        assertThat(charts).isGreaterThanOrEqualTo(14);
        assertThat(count(shown.dom(), "data-drawn=\"yes\"")).isEqualTo(charts);
        assertThat(count(shown.dom(), "<canvas")).isEqualTo(8);
        assertThat(shown.log()).doesNotContain("CONSOLE");
        assertThat(requested(shown.netLog())).as("asked of the network").isEmpty();
    }

    @Test
    void theLineOfReadsIsSeenByDayAndByNight() throws IOException, InterruptedException {
        Path pictures =
                Files.createDirectories(Path.of("target", "report-pictures").toAbsolutePath());
        chromium.picture(page, pictures.resolve("light.png"), 3000);
        chromium.picture(page, pictures.resolve("dark.png"), 3000, "--blink-settings=preferredColorScheme=0");

        assertThat(pixels(pictures.resolve("light.png"), READS)).isGreaterThan(300);
        assertThat(pixels(pictures.resolve("dark.png"), READS_IN_THE_DARK)).isGreaterThan(300);
    }

    @Test
    void aHostileNameStaysAName() throws IOException, InterruptedException {
        String name = "</script><script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">";
        Path hostile = write(new ReportPage(name, Week.END, Week.reports(), java.util.Map.of(Week.DESKTOPS, name)));

        Chromium.Shown shown = chromium.dump(hostile);

        assertThat(shown.dom()).doesNotContain("<title>taken", "<img");
        assertThat(shown.log()).doesNotContain("CONSOLE");
        assertThat(requested(shown.netLog())).isEmpty();
    }

    @Test
    void aPageThatAsksTheNetworkWouldBeFound() throws IOException, InterruptedException {
        Path asking = Files.writeString(dir.resolve("asking.html"), "<img src=\"http://127.0.0.1:9/pixel\">");

        assertThat(requested(chromium.dump(asking).netLog())).containsExactly("http://127.0.0.1:9/pixel");
    }

    /** What pages asked for, but for files; what the browser asks of its own has no origin. */
    private static List<String> requested(String netLog) {
        return REQUESTED
                .matcher(netLog)
                .results()
                .map((MatchResult found) -> found.group(1))
                .filter(url -> !url.startsWith("file:"))
                .distinct()
                .toList();
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private static long pixels(Path png, int colour) throws IOException {
        BufferedImage picture = ImageIO.read(png.toFile());
        long found = 0;
        for (int x = 0; x < picture.getWidth(); x++) {
            for (int y = 0; y < picture.getHeight(); y++) {
                if ((picture.getRGB(x, y) & 0xffffff) == colour) {
                    found++;
                }
            }
        }
        return found;
    }
}
