package org.poolwarden.failover.stream;

import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.poolwarden.failover.Warden;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryGrant;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.wire.BadRecordException;

/** Whether a record that decodes may be folded: one that cannot be what it says would spoil a pool, or stop them all. */
final class Admission {

    /** An age beyond it cannot be subtracted from every moment; one below zero would make a reading look newer. */
    private static final Duration OLDEST_READING = Duration.ofDays(365);

    private final Warden warden;

    Admission(Warden warden) {
        this.warden = warden;
    }

    /**
     * @param key as it lies on the topic; may be null
     * @throws BadRecordException saying why the record belongs to the dead letters
     */
    void check(String key, SpecificRecord value) {
        String pool = pool(value);
        if (!pool.equals(key)) {
            throw new BadRecordException("a record of pool " + pool + " under the key " + key);
        }
        if (value instanceof HostHeartbeat heartbeat) {
            heartbeat.getPowerAgeMs().filter(Admission::isNoAge).ifPresent(age -> {
                throw new BadRecordException("a heartbeat of host " + heartbeat.getHost() + " in pool " + pool
                        + ": powerAgeMs must be 0 to " + OLDEST_READING.toMillis() + ", was " + age);
            });
        }
        if (value instanceof PoolPolicy policy) {
            warden.objection(policy).ifPresent(objection -> {
                throw new BadRecordException("the policy of pool " + pool + ": " + objection);
            });
        }
    }

    private static boolean isNoAge(long ageMs) {
        return ageMs < 0 || ageMs > OLDEST_READING.toMillis();
    }

    private static String pool(SpecificRecord value) {
        if (value instanceof HostHeartbeat heartbeat) {
            return heartbeat.getPool();
        }
        if (value instanceof PoolPolicy policy) {
            return policy.getPool();
        }
        if (value instanceof OperatorAction action) {
            return action.getPool();
        }
        if (value instanceof RecoveryOutcome outcome) {
            return outcome.getPool();
        }
        if (value instanceof RecoveryGrant grant) {
            return grant.getPool();
        }
        throw new IllegalStateException("no rule for a " + value.getClass().getName());
    }
}
