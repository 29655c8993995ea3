package org.poolwarden.capacity;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The XAPI of 25.2.0 to 25.30.x stores iops, io_throughput and iowait without dividing by the 5 s of a reading.
 *
 * <p>Its bytes per second and avgqu_sz come another way and stay right, which gives the fault away without a version.
 */
public final class FiveFold {

    /** What wrong figures are divided by: the seconds of a reading. */
    public static final double FACTOR = 5;

    private static final Pattern VERSION = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})(\\D.*)?");

    private FiveFold() {}

    /** Whether XAPI {@code version}, like {@code 25.6.0}, has the fault; a text that is no version has not. */
    public static boolean isIn(String version) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches() || Integer.parseInt(parts.group(1)) != 25) {
            return false;
        }
        int minor = Integer.parseInt(parts.group(2));
        return minor >= 2 && minor <= 30;
    }

    /**
     * Whether one VBD's iowait shows it: about five times its avgqu_sz, which is the same thing measured apart.
     *
     * <p>Not for an SR: there avgqu_sz is the largest of its disks, iowait their sum.
     */
    public static boolean showsIn(double iowait, double averageQueue) {
        Checked.nonNegative("iowait", iowait);
        Checked.nonNegative("averageQueue", averageQueue);
        return isAboutFive(iowait / averageQueue);
    }

    private static boolean isAboutFive(double ratio) {
        return ratio >= 4 && ratio <= 6;
    }
}
