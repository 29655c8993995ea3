package org.poolwarden.bench.detector;

import java.util.ArrayList;
import java.util.List;
import org.poolwarden.bench.paired.Comparison;
import org.poolwarden.bench.paired.Comparison.Better;

/** CPU microseconds of each heartbeat, round by round, of one reader of one fleet. */
final class Column {

    private final String title;
    private final List<Double> micros = new ArrayList<>();

    Column(String title) {
        this.title = title;
    }

    void add(double figure) {
        micros.add(figure);
    }

    String title() {
        return title;
    }

    double median() {
        return Comparison.median(micros);
    }

    Comparison against(Column control) {
        return new Comparison(control.micros, micros, Better.LOWER);
    }
}
