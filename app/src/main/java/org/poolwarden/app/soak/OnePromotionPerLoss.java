package org.poolwarden.app.soak;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.poolwarden.schema.CommandKind;

/** A second promotion of a pool within ten minutes of the first one has a person's approval, and is another command. */
final class OnePromotionPerLoss implements Invariant {

    private static final Duration ANTI_FLAP = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "one-promotion-per-loss";
    }

    @Override
    public Checked check(Chronicle story) {
        Checked checked = new Checked(name());
        Map<String, Deed> last = new HashMap<>();
        for (Deed deed : story.deeds()) {
            if (deed.command().getKind() == CommandKind.PROMOTE) {
                Deed before = last.put(deed.pool(), deed);
                checked.test(
                        before == null || mayFollow(before, deed),
                        deed.started(),
                        deed + " follows " + before + " within ten minutes");
            }
        }
        return checked;
    }

    private static boolean mayFollow(Deed before, Deed deed) {
        boolean another = !before.command().getId().equals(deed.command().getId());
        boolean late = deed.started().minus(before.done()).compareTo(ANTI_FLAP) >= 0;
        return another && (late || deed.command().getApproval().isPresent());
    }
}
