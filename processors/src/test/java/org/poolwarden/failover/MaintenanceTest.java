package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.answers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.MaintenanceWindow;
import org.poolwarden.schema.Power;

class MaintenanceTest {

    @Test
    void aPoolInMaintenanceAlertsAndCommandsNothing() {
        Story story = Story.settled("a", "b");
        story.policy(policy -> policy.setMaintenanceUntil(story.now().plusSeconds(600)));
        lose(story);
        assertThat(story.withheld()).containsExactly("PROMOTE MAINTENANCE");
        assertThat(story.firing()).containsExactly("closet/MASTER_LOST");
    }

    @Test
    void maintenanceEndsByItselfAtItsEnd() {
        Story story = Story.settled("a", "b");
        Instant until = story.now().plusSeconds(40);
        story.policy(policy -> policy.setMaintenanceUntil(until));
        lose(story).rounds(4).silence(Duration.ZERO);
        assertThat(story.now()).isEqualTo(until);
        assertThat(story.commanded()).as("at its end").containsExactly("PROMOTE b");
        assertThat(story.commands.get(0).getIssuedAt()).isEqualTo(until);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "10.0.0.1", "uuid-10.0.0.1"})
    void aMasterInMaintenanceIsNotReplacedHoweverItIsCalled(String host) {
        Story story = maintaining(host);
        assertThat(lose(story).withheld()).containsExactly("PROMOTE MAINTENANCE");
    }

    @Test
    void aSlaveInMaintenanceIsNotPromoted() {
        assertThat(lose(maintaining("b")).commanded()).containsExactly("PROMOTE c");
    }

    @Test
    void aHostInMaintenanceIsNoPartyToADesignation() {
        Story story = maintaining("b").hears(Person.approves(CommandKind.DESIGNATE, "b"));
        assertThat(story.withheld()).containsExactly("DESIGNATE MAINTENANCE");
        assertThat(maintaining("a")
                        .hears(Person.approves(CommandKind.DESIGNATE, "b"))
                        .withheld())
                .containsExactly("DESIGNATE MAINTENANCE");
        assertThat(maintaining("c")
                        .hears(Person.approves(CommandKind.DESIGNATE, "b"))
                        .commanded())
                .containsExactly("DESIGNATE b");
    }

    @Test
    void anApprovalDoesNotLiftIt() {
        Story story = lose(maintaining("a")).approve("b", "a");
        assertThat(story.withheld()).containsExactly("PROMOTE MAINTENANCE");
        assertThat(story.commands).isEmpty();
    }

    private static Story maintaining(String host) {
        Story story = Story.settled("a", "b", "c");
        MaintenanceWindow window = new MaintenanceWindow(host, story.now().plusSeconds(900));
        return story.policy(policy -> policy.setMaintenance(List.of(window)));
    }

    private static Story lose(Story story) {
        return story.says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a")
                .rounds(4);
    }
}
