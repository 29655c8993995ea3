package org.poolwarden.sim.http;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as C's {@code %g} prints them, which Java's own {@code %g} does not: no zeros at the end, short exponents. */
final class GeneralNumber {

    private static final int LEAST_FIXED_EXPONENT = -4;

    private GeneralNumber() {}

    /**
     * A finite number, for example {@code 0.1}, {@code 1e+20} or {@code 42}.
     *
     * @param digits how many of them at most: 16 for {@code %.16g}
     */
    static String print(double number, int digits) {
        if (number == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(number)
                .round(new MathContext(digits, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= LEAST_FIXED_EXPONENT && exponent < digits) {
            return rounded.toPlainString();
        }
        String sign = exponent < 0 ? "-" : "+";
        String power = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : String.valueOf(Math.abs(exponent));
        return rounded.scaleByPowerOfTen(-exponent).toPlainString() + "e" + sign + power;
    }
}
