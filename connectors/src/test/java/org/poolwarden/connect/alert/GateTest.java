package org.poolwarden.connect.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who may ask when. */
class GateTest {

    private final Gate gate = new Gate(2);
    private final List<String> begun = new ArrayList<>();

    @Test
    void onlyOneRequestOfAPoolIsUnderWayAndTheyKeepTheirOrder() {
        CompletableFuture<String> first = pass("a", "a1");
        CompletableFuture<String> second = pass("a", "a2");
        pass("a", "a3");
        assertThat(begun).containsExactly("a1");

        first.complete("");
        assertThat(begun).containsExactly("a1", "a2");
        second.complete("");
        assertThat(begun).containsExactly("a1", "a2", "a3");
    }

    @Test
    void noMoreThanSoManyAreUnderWayAndPoolsTakeTurns() {
        CompletableFuture<String> a = pass("a", "a1");
        pass("a", "a2");
        CompletableFuture<String> b = pass("b", "b1");
        pass("c", "c1");
        assertThat(begun).containsExactly("a1", "b1");

        a.complete("");
        assertThat(begun).as("c has waited before the second of a").containsExactly("a1", "b1", "c1");
        b.complete("");
        assertThat(begun).containsExactly("a1", "b1", "c1", "a2");
    }

    private CompletableFuture<String> pass(String pool, String name) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        gate.pass(pool, () -> {
            begun.add(name);
            return answer;
        });
        return answer;
    }
}
