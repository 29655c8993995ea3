package org.poolwarden.app.soak;

import java.time.Duration;
import java.util.Optional;

/**
 * Nothing is done to a pool whose HA is armed, once that could be known: it has been armed, and told by one master that
 * answers, for two snapshots.
 *
 * <p>Asked where the network and poolwarden's own parts are well.
 */
final class HaLeftAlone implements Invariant {

    /** Two snapshots, and a round. */
    private static final Duration KNOWN = Duration.ofSeconds(70);

    @Override
    public String name() {
        return "ha-left-alone";
    }

    @Override
    public Checked check(Chronicle story) {
        Checked checked = new Checked(name());
        for (Deed deed : story.deeds()) {
            if (Disturbance.until(story, deed.issued()).isEmpty()) {
                checked.test(!isKnownArmed(story, deed), deed.issued(), deed + " although HA is armed");
            }
        }
        return checked;
    }

    private static boolean isKnownArmed(Chronicle story, Deed deed) {
        Optional<Duration> toldSince = Optional.empty();
        boolean known = false;
        for (Scene scene : story.scenes(deed.pool(), Duration.ZERO, deed.issued())) {
            known = scene.haArmed() && (known || isLong(toldSince, scene.at()));
            toldSince = isTold(scene) ? toldSince.or(() -> Optional.of(scene.at())) : Optional.empty();
        }
        return known || isLong(toldSince, deed.issued());
    }

    private static boolean isLong(Optional<Duration> since, Duration at) {
        return since.filter(from -> at.minus(from).compareTo(KNOWN) >= 0).isPresent();
    }

    private static boolean isTold(Scene scene) {
        return scene.haArmed()
                && scene.masters().stream().filter(HostTruth::answersAsMaster).count() == 1;
    }
}
