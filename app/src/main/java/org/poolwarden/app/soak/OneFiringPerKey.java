package org.poolwarden.app.soak;

import java.util.HashMap;
import java.util.Map;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.AlertState;

/** No alert fires a second time under its key before the first one has resolved: only the same one may be told anew. */
final class OneFiringPerKey implements Invariant {

    @Override
    public String name() {
        return "one-firing-per-key";
    }

    @Override
    public Checked check(Chronicle story) {
        Checked checked = new Checked(name());
        Map<String, Alert> firing = new HashMap<>();
        for (Told<Alert> told : story.alerts()) {
            Alert alert = told.what();
            if (alert.getState() == AlertState.FIRING) {
                Alert before = firing.put(alert.getKey(), alert);
                checked.test(
                        before == null || before.getStartsAt().equals(alert.getStartsAt()),
                        told.at(),
                        alert.getKey() + " fires twice");
            } else {
                Alert before = firing.remove(alert.getKey());
                checked.test(before != null, told.at(), alert.getKey() + " resolves and did not fire");
            }
        }
        return checked;
    }
}
