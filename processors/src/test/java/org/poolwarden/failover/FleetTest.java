package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poolwarden.schema.RecoveryGrant;
import org.poolwarden.schema.RecoveryRequest;
import org.poolwarden.schema.RequestKind;

/** The budget of a fleet, request by request. */
class FleetTest {

    private final List<String> answers = new ArrayList<>();
    private Fleet fleet = Fleet.EMPTY;

    @ParameterizedTest
    @CsvSource({"1,2", "2,2", "9,2", "10,2", "14,2", "15,3", "99,19", "100,20"})
    void aFifthOfThePoolsAndAtLeastTwoMayRecoverAtOnce(int pools, int limit) {
        join(pools);
        assertThat(fleet.limit()).isEqualTo(limit);
        for (int i = 0; i < pools; i++) {
            ask("pool-" + i, "1", false);
        }
        assertThat(answers).filteredOn(answer -> answer.startsWith("+")).hasSize(Math.min(limit, pools));
        assertThat(answers).filteredOn(answer -> answer.startsWith("-")).hasSize(Math.max(0, pools - limit));
    }

    @Test
    void anAnswerSaysHowManyRecoverAndHowManyMay() {
        join(10);
        ask("pool-0", "1", false);
        RecoveryGrant grant = fleet.after(request("pool-1", "pool-1/1", RequestKind.ASK, false), Story.START)
                .grants()
                .get(0);
        assertThat(grant).isEqualTo(new RecoveryGrant("pool-1/1", "pool-1", true, 2, 2, 10, Story.START));
    }

    @Test
    void whoWasDeniedIsGrantedWhenAnotherEnds() {
        join(5);
        ask("a", "1", false).ask("b", "1", false).ask("c", "1", false).ask("d", "1", false);
        answers.clear();
        end("a", "1");
        assertThat(answers).as("first come, first granted").containsExactly("+c/1");
        end("b", "1");
        assertThat(answers).containsExactly("+c/1", "+d/1");
    }

    @Test
    void whoWasDeniedIsGrantedWhenTheFleetGrows() {
        join(14);
        ask("a", "1", false).ask("b", "1", false).ask("c", "1", false);
        answers.clear();
        assertThat(fleet.limit()).as("a, b and c joined by asking").isEqualTo(3);
        fleet = Fleet.EMPTY;
        join(11);
        ask("a", "1", false).ask("b", "1", false).ask("c", "1", false);
        answers.clear();
        hear(request("late", "late", RequestKind.JOIN, false));
        assertThat(answers).containsExactly("+c/1");
    }

    @Test
    void anApprovedRecoveryIsGrantedWhateverTheBudgetAndCounts() {
        ask("a", "1", true).ask("b", "1", true).ask("c", "1", true).ask("d", "1", false);
        assertThat(answers).containsExactly("+a/1", "+b/1", "+c/1", "-d/1");
        end("a", "1");
        assertThat(answers).as("two of two still recover").hasSize(4);
        end("b", "1");
        assertThat(answers).endsWith("+d/1");
    }

    @Test
    void aRequestThatIsReadTwiceIsAnsweredTwiceAlike() {
        ask("a", "1", false).ask("b", "1", false).ask("c", "1", false).ask("c", "1", false);
        ask("a", "1", false);
        assertThat(answers).containsExactly("+a/1", "+b/1", "-c/1", "-c/1", "+a/1");
        assertThat(fleet.recovering()).hasSize(2);
        assertThat(fleet.waiting()).hasSize(1);
    }

    @Test
    void whoAsksAgainKeepsItsPlace() {
        ask("a", "1", false).ask("b", "1", false).ask("c", "1", false).ask("d", "1", false);
        ask("c", "1", false);
        answers.clear();
        end("a", "1");
        assertThat(answers).containsExactly("+c/1");
    }

    @Test
    void anotherRecoveryOfAPoolTakesThePlaceOfItsFirst() {
        ask("a", "1", false).ask("b", "1", false).ask("a", "2", false);
        assertThat(answers).containsExactly("+a/1", "+b/1", "+a/2");
        assertThat(fleet.recovering()).containsEntry("a", "a/2").hasSize(2);
    }

    @Test
    void theEndOfAnOlderRecoveryEndsNothing() {
        ask("a", "2", false).ask("b", "1", false).ask("c", "1", false);
        answers.clear();
        end("a", "1");
        assertThat(answers).isEmpty();
        assertThat(fleet.recovering()).containsKey("a");
    }

    @Test
    void whoGivesUpWaitingIsGrantedNothing() {
        ask("a", "1", false).ask("b", "1", false).ask("c", "1", false).ask("d", "1", false);
        end("c", "1");
        answers.clear();
        end("a", "1");
        assertThat(answers).containsExactly("+d/1");
    }

    private void join(int pools) {
        for (int i = 0; i < pools; i++) {
            hear(request("pool-" + i, "pool-" + i, RequestKind.JOIN, false));
        }
    }

    private FleetTest ask(String pool, String epoch, boolean approved) {
        hear(request(pool, pool + "/" + epoch, RequestKind.ASK, approved));
        return this;
    }

    private void end(String pool, String epoch) {
        hear(request(pool, pool + "/" + epoch, RequestKind.END, false));
    }

    private void hear(RecoveryRequest request) {
        Fleet.Turn turn = fleet.after(request, Instant.EPOCH);
        fleet = turn.fleet();
        turn.grants().forEach(grant -> answers.add((grant.getGranted() ? "+" : "-") + grant.getId()));
    }

    private static RecoveryRequest request(String pool, String id, RequestKind kind, boolean approved) {
        return new RecoveryRequest(id, pool, kind, approved, Story.START);
    }
}
