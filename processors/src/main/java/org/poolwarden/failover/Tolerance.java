package org.poolwarden.failover;

import java.time.Duration;

/**
 * How much doubt is borne before a verdict. Every bound scales with the heartbeat period.
 *
 * @param heartbeat H, the period of the observers' rounds; positive, at most a day
 * @param deadline D, how long a host may take to answer; positive, at most half of H
 * @param bootAllowance how long a pool may boot before that is a loss; positive, at most a day
 */
public record Tolerance(Duration heartbeat, Duration deadline, Duration bootAllowance) {

    /** Nobody waits longer for a host, and no bound that scales with it leaves the range of time. */
    private static final Duration LONGEST = Duration.ofDays(1);

    public static final Tolerance DEFAULT =
            new Tolerance(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofMinutes(10));

    public Tolerance {
        requireSensible("heartbeat", heartbeat);
        requireSensible("deadline", deadline);
        requireSensible("bootAllowance", bootAllowance);
        if (deadline.plus(deadline).compareTo(heartbeat) > 0) {
            throw new IllegalArgumentException(
                    "deadline must be at most half of the heartbeat " + heartbeat + ", was " + deadline);
        }
    }

    /** How old a heartbeat may be to testify: 2H. */
    public Duration fresh() {
        return heartbeat.plus(heartbeat);
    }

    /** How long ago a live observer has finished a round at most: 2H + D + 1 s. */
    public Duration live() {
        return fresh().plus(deadline).plusSeconds(1);
    }

    /** Within which two claims to be master contradict each other: 3H. */
    public Duration rivalry() {
        return heartbeat.multipliedBy(3);
    }

    /** What is later than this after a record of one round is of another round: H / 2. */
    public Duration betweenRounds() {
        return heartbeat.dividedBy(2);
    }

    /** How long a toolstack may be closed before it is down: 12H, a minute by default. */
    public Duration toolstackRestart() {
        return heartbeat.multipliedBy(12);
    }

    /** How long emergency mode must last without a break to testify: 6H, half a minute by default. */
    public Duration emergencyHold() {
        return heartbeat.multipliedBy(6);
    }

    /** How old a power reading may be to prove anything: 6H, half a minute by default. */
    public Duration powerProof() {
        return heartbeat.multipliedBy(6);
    }

    /** How long MASTER_LOST must hold without a break before power goes: 6H, half a minute by default. */
    public Duration fenceHold() {
        return heartbeat.multipliedBy(6);
    }

    /** How long after RECOVER_SLAVES a slave that still points elsewhere is repointed: 6H, half a minute by default. */
    public Duration repointAfter() {
        return heartbeat.multipliedBy(6);
    }

    /** By how much clocks may differ before that is worth a word: 12H, a minute by default. */
    public Duration clockSkew() {
        return heartbeat.multipliedBy(12);
    }

    /** How long before the master's last answer its HA flag may have been read: 12H, a minute by default. */
    public Duration haProof() {
        return heartbeat.multipliedBy(12);
    }

    /** How long a planned change, or an accepted promotion, may take: 24H, two minutes by default. */
    public Duration transition() {
        return heartbeat.multipliedBy(24);
    }

    /** How long a command may wait for its start, and a failed recovery for the next try: 12H. */
    public Duration commandLife() {
        return heartbeat.multipliedBy(12);
    }

    /** How long an approval stands: ten minutes. */
    public Duration approvalLife() {
        return Duration.ofMinutes(10);
    }

    /** Within which a resolved alert that comes back is the same incident: ten minutes. */
    public Duration flap() {
        return Duration.ofMinutes(10);
    }

    private static void requireSensible(String name, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be positive and at most " + LONGEST + ", was " + value);
        }
    }
}
