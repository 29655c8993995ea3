package org.poolwarden.app.soak;

import java.time.Duration;
import org.poolwarden.schema.CommandKind;

/** Where the network and poolwarden's own parts are well, no master that answered for the last three rounds is fenced. */
final class NobodyHealthyIsFenced implements Invariant {

    @Override
    public String name() {
        return "nobody-healthy-is-fenced";
    }

    @Override
    public Checked check(Chronicle story) {
        Checked checked = new Checked(name());
        for (Deed deed : story.deeds()) {
            if (deed.command().getKind() == CommandKind.FENCE) {
                Duration since = deed.issued().minus(Heartbeat.of(story).multipliedBy(3));
                boolean healthy = Disturbance.until(story, deed.issued()).isEmpty() && answered(story, deed, since);
                checked.test(!healthy, deed.issued(), deed + " although it answered as master since " + since);
            }
        }
        return checked;
    }

    private static boolean answered(Chronicle story, Deed deed, Duration since) {
        return story.scenes(deed.pool(), since, deed.issued()).stream()
                .allMatch(scene -> scene.host(deed.command().getHost())
                        .filter(HostTruth::answersAsMaster)
                        .isPresent());
    }
}
