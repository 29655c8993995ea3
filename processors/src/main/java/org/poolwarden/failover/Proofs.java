package org.poolwarden.failover;

import java.util.Optional;
import org.poolwarden.schema.Proof;

/** Why a host cannot act. */
final class Proofs {

    private Proofs() {}

    /** Whether its latest power reading is OFF, taken after its last sign of life, and not older than 6H. */
    static boolean isProvenOff(PoolFacts facts, String host) {
        return facts.isOff(host)
                && facts.power(host)
                        .filter(reading -> PoolView.isWithin(
                                reading.at(), facts.now(), facts.tolerance().powerProof()))
                        .isPresent();
    }

    /**
     * The strict proof, which no policy waives: OFF, or a standing approval that names the host verified-down, whichever
     * command that allows. Any sign of life voids it.
     */
    static Optional<Proof> strict(PoolFacts facts, String host, Consents consents) {
        if (facts.showsLife(host)) {
            return Optional.empty();
        }
        if (isProvenOff(facts, host)) {
            return Optional.of(Proof.POWER_OFF);
        }
        return consents.isVerifiedDown(host, facts) ? Optional.of(Proof.APPROVAL) : Optional.empty();
    }
}
