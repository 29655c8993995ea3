package org.poolwarden.app.soak;

import java.time.Duration;
import java.util.Optional;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.RecoveryCommand;

/** No command is carried out under another epoch of its pool than its own, and none after it has expired. */
final class DeedInTime implements Invariant {

    /** A finding that is younger may not have been read when the command was started. */
    private static final Duration READ = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "deed-in-time";
    }

    @Override
    public Checked check(Chronicle story) {
        Checked checked = new Checked(name());
        for (Deed deed : story.deeds()) {
            RecoveryCommand command = deed.command();
            Optional<Long> epoch = story.finding(deed.pool(), deed.started().minus(READ))
                    .map(Told::what)
                    .map(Finding::getEpoch);
            checked.test(
                    epoch.filter(now -> now > command.getEpoch()).isEmpty(),
                    deed.started(),
                    deed + " of epoch " + command.getEpoch() + " in epoch " + epoch.orElse(null));
            Duration life = Duration.between(command.getIssuedAt(), command.getNotAfter());
            Duration waited = deed.started().minus(deed.issued());
            checked.test(
                    waited.compareTo(life.plus(READ)) <= 0,
                    deed.started(),
                    deed + " " + waited.toSeconds() + " s after it was issued for " + life.toSeconds() + " s");
        }
        return checked;
    }
}
