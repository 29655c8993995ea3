package org.poolwarden.app.soak;

import java.time.Duration;
import org.poolwarden.schema.CommandKind;

/** Who is promoted was up and answered within the last two rounds; within the last minute where delivery was disturbed. */
final class CandidateAnswers implements Invariant {

    /** A heartbeat is told at the end of its round. */
    private static final int ROUNDS = 3;

    private static final Duration DISTURBED = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "candidate-answers";
    }

    @Override
    public Checked check(Chronicle story) {
        Checked checked = new Checked(name());
        for (Deed deed : story.deeds()) {
            if (deed.command().getKind() == CommandKind.PROMOTE) {
                Duration since = deed.issued().minus(reach(story, deed));
                boolean answered = story.scenes(deed.pool(), since, deed.issued()).stream()
                        .anyMatch(scene -> scene.host(deed.command().getHost())
                                .filter(host -> host.up() && host.answering())
                                .isPresent());
                checked.test(answered, deed.issued(), deed + " although it has not answered since " + since);
            }
        }
        return checked;
    }

    private static Duration reach(Chronicle story, Deed deed) {
        return Disturbance.until(story, deed.issued()).isEmpty()
                ? Heartbeat.of(story).multipliedBy(ROUNDS)
                : DISTURBED;
    }
}
