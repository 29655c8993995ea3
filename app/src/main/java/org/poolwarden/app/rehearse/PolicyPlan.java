package org.poolwarden.app.rehearse;

import java.time.Duration;
import org.poolwarden.schema.HaStatement;
import org.poolwarden.schema.Mode;

/** What the operator of a scenario's pools allows; the same for all of them. */
record PolicyPlan(Mode mode, boolean autoFence, boolean promoteWithoutFence, HaStatement ha, Duration bootAllowance) {
    static final PolicyPlan DEFAULT =
            new PolicyPlan(Mode.ADVISE, false, false, HaStatement.UNKNOWN, Duration.ofMinutes(10));
}
