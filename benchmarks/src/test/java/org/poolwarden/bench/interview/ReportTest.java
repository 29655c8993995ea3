package org.poolwarden.bench.interview;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportTest {

    private final Results results = new Results();

    @Test
    void aVariantIsComparedWithTheControlOfItsOwnRound() {
        rounds(Variant.POOLWARDEN, Figure.FAR_P50, 2.0, 2.2, 2.1);
        rounds(Variant.POOLWARDEN_HUNG, Figure.FAR_P50, 2.0, 2.2, 2.1);

        assertThat(printed())
                .contains("poolwarden, some hung / poolwarden")
                .contains("far p50       1.000   control moved by 10 %   holds (at most 10 % worse)");
    }

    @Test
    void aWorseLatencyIsSaidToBeWorse() {
        rounds(Variant.POOLWARDEN, Figure.FAR_P99, 10, 10, 10);
        rounds(Variant.POOLWARDEN_HUNG, Figure.FAR_P99, 12, 11.2, 11);

        assertThat(printed()).contains("far p99       1.120   control moved by 0 %   does NOT hold");
    }

    /** They are asked more on purpose: their pools are in doubt. */
    @Test
    void thereIsNoVerdictOnNeighboursOfHungHosts() {
        rounds(Variant.POOLWARDEN, Figure.NEAR_P50, 2, 2, 2);
        rounds(Variant.POOLWARDEN_HUNG, Figure.NEAR_P50, 3, 3, 3);

        assertThat(printed()).contains("near p50      1.500   control moved by 0 %\n");
    }

    @Test
    void aMedianStandsInTheRowOfItsVariant() {
        rounds(Variant.STOCK, Figure.CPU, 700, 500, 600);

        assertThat(printed().lines().filter(line -> line.startsWith("stock ")))
                .singleElement()
                .asString()
                .matches("stock( +-){7} +600( +-){4}");
    }

    private void rounds(Variant variant, Figure figure, double... values) {
        for (double value : values) {
            Map<Figure, Double> figures = new EnumMap<>(Figure.class);
            for (Figure other : Figure.values()) {
                figures.put(other, Double.NaN);
            }
            figures.put(figure, value);
            results.add(variant, figures);
        }
    }

    private String printed() {
        StringWriter text = new StringWriter();
        Setup setup = new Setup(
                new Fleet(20, 10),
                Set.of(3),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                64,
                List.of());
        new Report(setup, results).print(new PrintWriter(text, true));
        return text.toString();
    }
}
