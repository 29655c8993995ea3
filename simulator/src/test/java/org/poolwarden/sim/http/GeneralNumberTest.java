package org.poolwarden.sim.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values are what {@code printf} of GNU's C library prints. */
class GeneralNumberTest {

    @ParameterizedTest(name = "%.{0}g of {1}")
    @CsvSource({
        "16, 0.5, 0.5",
        "16, 0.1, 0.1",
        "16, 0, 0",
        "16, -2, -2",
        "16, 100, 100",
        "16, 3.141592653589793, 3.141592653589793",
        "16, 0.30000000000000004, 0.3",
        "16, 1e20, 1e+20",
        "16, 1234567890123456789, 1.234567890123457e+18",
        "16, 1234567890123456, 1234567890123456",
        "16, 0.0001, 0.0001",
        "16, 0.00001, 1e-05",
        "16, 1.5e-300, 1.5e-300",
        "15, 0.1378123456789012, 0.137812345678901",
        "15, 10833308, 10833308",
        "15, 1191182336.25, 1191182336.25",
        "15, 999999999999999.9, 1e+15",
    })
    void aNumberIsPrintedAsCDoes(int digits, double number, String printed) {
        assertThat(GeneralNumber.print(number, digits)).isEqualTo(printed);
    }
}
