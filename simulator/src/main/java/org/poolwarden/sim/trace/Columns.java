package org.poolwarden.sim.trace;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** A table of text, of which the columns are known by their heads: their order differs from version to version. */
record Columns(List<String> heads) {

    Columns {
        heads = List.copyOf(heads);
    }

    static Columns of(String... heads) {
        return new Columns(Arrays.asList(heads));
    }

    int size() {
        return heads.size();
    }

    String in(List<String> row, String head) {
        return row.get(heads.indexOf(head));
    }

    /** The number below a head, in so many units; absent where there is no such column. */
    OptionalDouble rate(List<String> row, String head, double unit) {
        int column = heads.indexOf(head);
        return column < 0 ? OptionalDouble.empty() : Numbers.rate(row.get(column), unit);
    }
}
