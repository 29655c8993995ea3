package org.poolwarden.capacity;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.store.CollapsingLowestDenseStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.poolwarden.schema.IopsFigures;

/**
 * A distribution of which count, sum, least and greatest are exact and quantiles are within 1 %.
 *
 * <p>The sum is held in millionths, as a whole number: so the order of additions does not change a byte of it.
 */
public final class Tally {

    public static final double ACCURACY = 0.01;
    static final double MILLION = 1e6;
    private static final int BINS = 2048;

    private final DDSketch sketch;
    private long count;
    private long millionths;
    private double min;
    private double max;

    private Tally(DDSketch sketch, long count, long millionths, double min, double max) {
        this.sketch = sketch;
        this.count = count;
        this.millionths = millionths;
        this.min = min;
        this.max = max;
    }

    public static Tally empty() {
        return new Tally(DDSketches.collapsingLowestDense(ACCURACY, BINS), 0, 0, 0, 0);
    }

    /** From its parts. */
    public static Tally of(long count, long millionths, double min, double max, ByteBuffer encoded) {
        byte[] bytes = new byte[encoded.remaining()];
        encoded.duplicate().get(bytes);
        try {
            DDSketch sketch = DDSketch.decode(ByteArrayInput.wrap(bytes), () -> new CollapsingLowestDenseStore(BINS));
            return new Tally(sketch, count, millionths, min, max);
        } catch (IOException e) {
            throw new UncheckedIOException("reading a sketch from memory", e);
        }
    }

    public void add(double value) {
        min = count == 0 ? value : Math.min(min, value);
        max = count == 0 ? value : Math.max(max, value);
        count++;
        millionths += Math.round(value * MILLION);
        sketch.accept(value);
    }

    /** The sketch in its own compact form. */
    public ByteBuffer encoded() {
        GrowingByteArrayOutput bytes = GrowingByteArrayOutput.withDefaultInitialCapacity();
        try {
            sketch.encode(bytes, false);
        } catch (IOException e) {
            throw new UncheckedIOException("writing a sketch into memory", e);
        }
        return ByteBuffer.wrap(Arrays.copyOf(bytes.backingArray(), bytes.numWrittenBytes()));
    }

    public long count() {
        return count;
    }

    public long millionths() {
        return millionths;
    }

    public double min() {
        return min;
    }

    public double max() {
        return max;
    }

    /** 0 without values. */
    public double mean() {
        return count == 0 ? 0 : millionths / MILLION / count;
    }

    /** Within 1 %, and never outside of what was added; 0 without values. */
    public double quantile(double rank) {
        return count == 0 ? 0 : Math.min(max, Math.max(min, sketch.getValueAtQuantile(rank)));
    }

    IopsFigures figures() {
        return new IopsFigures(mean(), min, quantile(0.5), quantile(0.95), quantile(0.99), max);
    }
}
