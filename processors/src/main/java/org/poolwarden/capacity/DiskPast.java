package org.poolwarden.capacity;

import java.util.ArrayList;
import java.util.List;

/**
 * What one disk has asked of its SR lately, by which it is judged: by its own past, not by its neighbours'.
 *
 * @param means of its last minutes, requests per second, oldest first; at most an hour's
 */
public record DiskPast(List<Double> means) {

    public static final DiskPast NONE = new DiskPast(List.of());

    private static final int MOST = 60;
    /** Less says nothing about what is usual. */
    private static final int LEAST = 10;

    public DiskPast {
        means = List.copyOf(means);
    }

    DiskPast after(DiskMinute minute) {
        List<Double> all = new ArrayList<>(means);
        all.add(minute.iops());
        return new DiskPast(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    /** A minute beside what was usual before it; what has no past yet is taken for usual. */
    DiskLoad beside(DiskMinute minute) {
        if (means.size() < LEAST) {
            return new DiskLoad(minute.disk(), minute.iops(), minute.outstanding(), minute.iops(), 0);
        }
        double median = median(means);
        double deviation =
                median(means.stream().map(mean -> Math.abs(mean - median)).toList());
        return new DiskLoad(minute.disk(), minute.iops(), minute.outstanding(), median, deviation);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
