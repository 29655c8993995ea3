package org.poolwarden.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Testimony;

/**
 * One heartbeat and where it lies in the log.
 *
 * @param at the broker's append time
 */
public record Sighting(HostHeartbeat heartbeat, Instant at, String topic, int partition, long offset) {

    String address() {
        return heartbeat.getAddress();
    }

    Answer answer() {
        return heartbeat.getAnswer();
    }

    Testimony testimony() {
        return heartbeat.getTestimony();
    }

    /** Whether the host was missed: no TCP, no TLS, or silence. Anything else is an answer. */
    boolean isMiss() {
        return switch (heartbeat.getAnswer()) {
            case REFUSED, UNREACHABLE, TLS_FAILED, SILENT -> true;
            case MASTER, SLAVE, EMERGENCY, TOOLSTACK_CLOSED, BAD_CREDENTIALS, OTHER_ERROR, UNSPECIFIED -> false;
        };
    }

    /** Whether the host says that it is in emergency mode: by what it answers, or by the flag alone. */
    boolean showsEmergency() {
        return answer() == Answer.EMERGENCY
                || answer() == Answer.SLAVE && heartbeat.getEmergency().orElse(false);
    }

    /** Whether the host's own emergency error speaks of its master and not of itself. */
    boolean missesItsMaster() {
        String error = heartbeat.getError().orElse("");
        return answer() == Answer.EMERGENCY && (error.equals("INTERNAL_ERROR") || error.equals("HOST_STILL_BOOTING"));
    }

    /** Whether the host or its BMC shows that it lives: TCP accepted, or power on. */
    boolean isSignOfLife() {
        boolean accepted = answer() == Answer.SILENT || answer() == Answer.TLS_FAILED || !isMiss();
        return accepted || heartbeat.getPower() == Power.ON;
    }

    /**
     * What the host's clock showed beyond the append time, in milliseconds; absent where the host did not tell. The
     * observer's own clock, which somebody may have set between two interviews, falls out of it.
     */
    Optional<Long> hostClockAheadMs() {
        return heartbeat
                .getClockOffsetMs()
                .map(offset -> Duration.between(at, heartbeat.getStartedAt()).toMillis() + offset);
    }

    /** When the power reading was taken, in the broker's time. */
    Instant powerReadAt() {
        return at.minusMillis(heartbeat.getPowerAgeMs().orElse(0L));
    }

    boolean isNewerThan(Sighting other) {
        return heartbeat.getIncarnation() > other.heartbeat.getIncarnation()
                || heartbeat.getIncarnation() == other.heartbeat.getIncarnation()
                        && heartbeat.getRound() > other.heartbeat.getRound();
    }
}
