package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.answers;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.RecoveryRequest;
import org.poolwarden.schema.RequestKind;

class FleetTalkTest {

    @Test
    void aProcessorThatCatchesUpGivesNoRequestBack() {
        Story story = waiting();

        story.restart().silence(Duration.ofSeconds(2));
        assertThat(story.requests).extracting(RecoveryRequest::getKind).endsWith(RequestKind.ASK);
        story.rounds(3);
        assertThat(story.requests)
                .extracting(RecoveryRequest::getKind)
                .containsExactly(RequestKind.JOIN, RequestKind.ASK);
    }

    @Test
    void aPoolThatNobodyWatchesWaitsForNothing() {
        Story story = waiting();

        story.unwatchedBy("rack-a").silence(Duration.ofMinutes(1));

        assertThat(story.requests)
                .extracting(RecoveryRequest::getKind)
                .containsExactly(RequestKind.JOIN, RequestKind.ASK, RequestKind.END);
    }

    /** A pool that would be recovered, in a fleet in which two others are. */
    private static Story waiting() {
        Story story = Story.settled("a", "b").others(RequestKind.ASK, "north", "south");
        story.says("a", answers(Answer.UNREACHABLE, Power.OFF));
        return story.says("b", story.lost("a")).rounds(4);
    }
}
