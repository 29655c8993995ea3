package org.poolwarden.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.app.embedded.EmbeddedStack;
import org.poolwarden.schema.CacheScenario;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.DesktopFit;
import org.poolwarden.schema.IopsFigures;
import org.poolwarden.schema.ReportScope;
import org.poolwarden.schema.ReportWindow;
import org.poolwarden.schema.StorageProfile;

/** What {@code poolwarden iops} tells of the reports on the topic. */
@ExtendWith(SharedStack.class)
class IopsTest {

    private static final Instant EIGHT = Instant.parse("2026-11-23T08:00:00Z");
    private static final String FAST = "caa66549-0001";
    private static final String SLOW = "caa66549-0002";

    private Laboratory lab;

    @BeforeEach
    void open(EmbeddedStack stack, TestInfo test, @TempDir Path dir) throws IOException, InterruptedException {
        lab = new Laboratory(stack, test.getTestMethod().orElseThrow().getName() + ".", dir);
        lab.write(
                lab.topics.storageProfiles(),
                FAST,
                StorageProfile.newBuilder().setSr(FAST).setName("fast, \"new\"").build());
        report(of("closet", FAST)
                .setIopsRead(new IopsFigures(90.0, 0.0, 90.0, 95.0, 96.0, 97.0))
                .setIopsWrite(new IopsFigures(360.0, 0.0, 350.0, 400.0, 410.0, 420.0))
                .setIopsTotal(new IopsFigures(450.0, 1.0, 440.0, 500.25, 501.0, 502.0))
                .setCapacityFunctional(720.0)
                .setCapacityConserving(666.67)
                .setUtilisation(0.75)
                .setHeadroomIops(33.1)
                .setMeanLatencyMs(2.54)
                .setFits(List.of(
                        new DesktopFit("NORMAL", "STEADY", "PVS", 10.0, 3L),
                        new DesktopFit("NORMAL", "STEADY", "MCS", 12.0, 2L),
                        new DesktopFit("NORMAL", "BOOT", "PVS", 26.0, 1L))));
        report(of("attic", SLOW).setStale(true).setStaleSince(EIGHT));
    }

    private static CapacityReport.Builder of(String pool, String sr) {
        return CapacityReport.newBuilder()
                .setScope(ReportScope.SR)
                .setPool(pool)
                .setId(sr)
                .setWindow(ReportWindow.TEN_MINUTES)
                .setWindowStart(EIGHT)
                .setWindowEnd(EIGHT.plusSeconds(600))
                .setCoverage(1)
                .setSamples(120)
                .setLate(0)
                .setSources(1)
                .setStale(false)
                .setFits(List.of())
                .setNoisy(List.of())
                .setBusiest(List.of())
                .setCorrected(List.of())
                .setDropped(0);
    }

    private void report(CapacityReport.Builder report) {
        CapacityReport built = report.build();
        String key = built.getScope() + "/" + built.getPool().orElse("") + "/"
                + built.getId().orElse("") + "/10m";
        lab.write(lab.topics.capacityReports(), key, built);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void aLineTellsLoadCapacityAndWhatIsLeft() {
        assertThat(lab.types("iops")).isZero();

        List<String> lines = lab.said().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("SR").endsWith("SILENT SINCE");
        assertThat(lines.get(1)).startsWith(SLOW).containsPattern("attic +10m( +-){10} +2026-11-23 08:00:00Z$");
        assertThat(lines.get(2))
                .startsWith("fast, \"new\"")
                .containsPattern("closet +10m +90.0 +360.0 +500.\\d +720.0 +666.7 +- +75% +33.1 +2.5 ms +normal 2 +-$");
    }

    @Test
    void theLastReportOfAKeyCounts() {
        report(of("closet", FAST).setHeadroomIops(-7.0));

        lab.types("iops", FAST);

        assertThat(lab.said().lines()).hasSize(2);
        assertThat(lab.said()).contains("-7.0").doesNotContain("33.1");
    }

    @Test
    void anSrIsMeantByNameByUuidOrByEnoughOfIt() {
        for (String word : List.of("fast, \"new\"", FAST)) {
            assertThat(lab.types("iops", word)).as(word).isZero();
            assertThat(lab.said()).contains("closet").doesNotContain("attic");
        }
        assertThat(lab.types("iops", "caa66549")).isEqualTo(2);
        assertThat(lab.complained()).isEqualTo("which SR is meant: " + FAST + ", " + SLOW + "?\n");
        assertThat(lab.types("iops", "caa66549", "--pool", "attic")).isZero();
    }

    @Test
    void withoutAProfileAnSrIsCalledWhatItsPoolCallsIt() throws IOException {
        report(of("attic", SLOW).setName("Local storage"));

        assertThat(lab.types("iops", "Local storage", "-o", "json")).isZero();
        JsonNode told = new ObjectMapper().readTree(lab.said());
        assertThat(told.get("id").textValue()).isEqualTo(SLOW);
        assertThat(told.get("name").textValue()).isEqualTo("Local storage");
    }

    @Test
    void aTypingErrorIsToldWithTheNearest() {
        assertThat(lab.types("iops", "fast, new")).isEqualTo(2);
        assertThat(lab.complained()).isEqualTo("unknown SR 'fast, new'; the nearest is 'fast, \"new\"'\n");
        assertThat(lab.types("iops", "--pool", "clset")).isEqualTo(2);
        assertThat(lab.complained()).isEqualTo("unknown pool 'clset'; the nearest is 'closet'\n");
    }

    @Test
    void aProgramGetsAllOfIt() throws IOException {
        lab.types("iops", FAST, "-o", "json");

        JsonNode told = new ObjectMapper().readTree(lab.said());
        assertThat(told.get("name").textValue()).isEqualTo("fast, \"new\"");
        assertThat(told.at("/iopsTotal/p95").doubleValue()).isEqualTo(500.25);
        assertThat(told.get("fits")).hasSize(3);
        assertThat(told.get("capacityLearned").isNull()).isTrue();
    }

    @Test
    void aSpreadsheetGetsQuotedNamesAndEmptyCells() {
        lab.types("iops", "-o", "csv");

        assertThat(lab.said())
                .contains("sr,name,pool,window,", "\r\n" + FAST + ",\"fast, \"\"new\"\"\",closet,10m,2026-");
        assertThat(lab.said()).contains(SLOW + "," + SLOW + ",attic,10m,", ",1.0,,,,,,,,,,,true,SR,,,,,\r\n");
    }

    @Test
    void aPoolStandsAboveItsSrsAndNamesThoseOfNoCapacity() {
        report(of("closet", FAST)
                .setScope(ReportScope.POOL)
                .setId(null)
                .setCapacityConserving(555.5)
                .setWithoutProfile(List.of(FAST)));

        assertThat(lab.types("iops", "--pool", "closet")).isZero();
        List<String> lines = lab.said().lines().toList();
        assertThat(lines.get(0)).startsWith("WHAT");
        assertThat(lines.get(1)).startsWith("pool closet").contains("555.5");
        assertThat(lines.get(2)).startsWith("fast, \"new\"");
        assertThat(lines)
                .last()
                .asString()
                .startsWith("closet, 10m: in no capacity")
                .endsWith("fast, \"new\"");
        assertThat(lab.types("iops")).isZero();
        assertThat(lab.said()).doesNotContain("555.5");
    }

    @Test
    void aHostIsShownByItsNameAndTheFleetAboveItsPoolsTheFullestFirst() {
        report(of("closet", "alpha").setScope(ReportScope.HOST).setHeadroomIops(11.5));
        report(of("closet", null).setScope(ReportScope.POOL).setUtilisation(0.2));
        report(of("attic", null).setScope(ReportScope.POOL).setUtilisation(0.1));
        report(of(null, null).setScope(ReportScope.FLEET).setHeadroomIops(77.5));

        assertThat(lab.types("iops", "--host", "alpha")).isZero();
        assertThat(lab.said().lines().toList().get(1)).startsWith("host alpha").contains("11.5");
        assertThat(lab.types("iops", "--fleet")).isZero();
        assertThat(lab.said().lines().skip(1).map(line -> line.split(" {2,}")[0]))
                .containsExactly("fleet", "pool closet", "pool attic");
        assertThat(lab.types("iops", "--fleet", "-o", "csv")).isZero();
        assertThat(lab.said()).contains(",77.5,,false,FLEET,");
        assertThat(lab.types("iops", "--host", "alpah")).isEqualTo(2);
        assertThat(lab.complained()).isEqualTo("unknown host 'alpah'; the nearest is 'alpha'\n");
        assertThat(lab.types("iops", FAST, "--fleet")).isEqualTo(2);
    }

    @Test
    void whatIfTheCacheFailedStandsBelow() {
        report(of("closet", FAST)
                .setWhatIf(List.of(new CacheScenario(
                        "CACHE_FAILED",
                        900.0,
                        0.5,
                        800.0,
                        1.125,
                        -260.0,
                        List.of(new DesktopFit("NORMAL", "STEADY", "MCS_INTELLICACHE", 12.0, 0L))))));

        assertThat(lab.types("iops", FAST)).isZero();
        assertThat(lab.said())
                .contains("fast, \"new\", 10m: if its cache failed, p95 would be 900.0 of 800.0 (B), headroom -260.0,"
                        + " 0 more normal desktops at work");
    }

    @Test
    void watchingShowsWhatComesUntilInterrupted() throws InterruptedException {
        Thread watcher = new Thread(() -> lab.types("iops", "--watch"));
        watcher.start();
        Awaitility.await().until(() -> lab.said().contains("33.1"));
        report(of("closet", FAST).setHeadroomIops(-7.0));

        Awaitility.await().until(() -> lab.said().contains("-7.0"));
        watcher.interrupt();
        watcher.join(10_000);
        assertThat(watcher.isAlive()).isFalse();
    }
}
