package org.poolwarden.capacity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.poolwarden.schema.CapacityPart;

/**
 * What a host's, a pool's or the fleet's storage can do: the sum over its parts of which somebody has said so.
 *
 * <p>Each SR serves at its own mix of reads and writes. Of an SR that hosts share each has as much as it takes of the
 * requests, so that hosts add up to their pool.
 *
 * @param parts those that are in the sum
 * @param missing names of those that are not
 */
public record CapacitySum(List<CapacityPart> parts, List<String> missing) {

    public CapacitySum {
        parts = List.copyOf(parts);
        missing = List.copyOf(missing);
    }

    /**
     * Of a pool, or of one of its hosts. An SR of which no slot has a value is in no demand, and so in no capacity.
     *
     * @param own its parts
     * @param pool those of all hosts, {@code own} for a pool
     * @param said what somebody has said an SR is made of; no guess
     */
    public static CapacitySum of(Comparison own, Comparison pool, Function<String, Optional<StorageCapacity>> said) {
        List<CapacityPart> parts = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String sr : own.ids()) {
            Part mine = own.total(sr);
            Part all = pool.total(sr);
            if (all.slots() == 0) {
                continue;
            }
            Optional<StorageCapacity> capacity = said.apply(sr).filter(known -> mine.profiled());
            capacity.ifPresentOrElse(
                    known -> parts.add(part(own.iops(sr), mine, all, known.disks())), () -> missing.add(sr));
        }
        return new CapacitySum(parts, missing);
    }

    private static CapacityPart part(double iops, Part mine, Part all, FunctionalIops disks) {
        double reads = all.requests() == 0 ? 0 : (double) all.reads() / all.requests();
        double share = all.requests() == 0 ? ratio(mine.slots(), all.slots()) : ratio(mine.requests(), all.requests());
        return new CapacityPart(
                mine.id(), iops, null, share * disks.feller(reads), share * disks.conserved(reads), null, null);
    }

    private static double ratio(long part, long all) {
        return all == 0 ? 0 : Math.min(1, (double) part / all);
    }

    /**
     * Of the fleet; the fullest pool first, those that have no capacity last.
     *
     * @param partly pools with SRs of which nobody has said what they are made of
     */
    public static CapacitySum ofPools(Collection<CapacityPart> pools, Collection<String> partly) {
        List<CapacityPart> fullestFirst = pools.stream()
                .sorted(Comparator.<CapacityPart>comparingDouble(
                                pool -> -pool.getUtilisation().orElse(-1.0))
                        .thenComparing(CapacityPart::getId))
                .toList();
        return new CapacitySum(fullestFirst, partly.stream().sorted().toList());
    }

    /** (A); empty where no part has a capacity. */
    Optional<Double> functional() {
        return sum(CapacityPart::getCapacityFunctional);
    }

    /** (B); empty where no part has a capacity. */
    Optional<Double> conserving() {
        return sum(CapacityPart::getCapacityConserving);
    }

    private Optional<Double> sum(Function<CapacityPart, Optional<Double>> figure) {
        return parts.stream().flatMap(part -> figure.apply(part).stream()).reduce(Double::sum);
    }

    String words() {
        long known = parts.stream()
                .filter(part -> part.getCapacityConserving().isPresent())
                .count();
        return "sum of " + known + " with a capacity"
                + (missing.isEmpty() ? "" : ", " + missing.size() + " with none, or one in part");
    }
}
