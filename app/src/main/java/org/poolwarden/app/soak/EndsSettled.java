package org.poolwarden.app.soak;

import java.util.List;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.VerdictKind;

/** Once everything has been put right, every pool is SETTLED under the one master that it really has. */
final class EndsSettled implements Invariant {

    @Override
    public String name() {
        return "ends-settled";
    }

    @Override
    public Checked check(Chronicle story) {
        Checked checked = new Checked(name());
        for (String pool : story.pools()) {
            List<HostTruth> masters =
                    story.scenes(pool, story.run(), story.run()).get(0).masters();
            Finding finding = story.finding(pool, story.run()).orElseThrow().what();
            boolean agrees = masters.size() == 1
                    && finding.getVerdict() == VerdictKind.SETTLED
                    && finding.getMaster()
                            .filter(masters.get(0).address()::equals)
                            .isPresent();
            checked.test(
                    agrees,
                    story.run(),
                    pool + " ends " + finding.getVerdict() + ": " + finding.getReason() + "; its masters are "
                            + masters.stream().map(HostTruth::name).toList());
        }
        return checked;
    }
}
