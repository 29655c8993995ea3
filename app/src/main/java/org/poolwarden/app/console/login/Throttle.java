package org.poolwarden.app.console.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often one address may guess a password. */
public final class Throttle {

    /** What is waited for after too many guesses. */
    public static final Duration WINDOW = Duration.ofMinutes(5);

    private static final int GUESSES = 5;
    private static final int ADDRESSES = 10_000;

    private final Clock clock;

    /** By address, when it guessed; the addresses that guessed longest ago are forgotten first. */
    private final Map<String, Deque<Instant>> guesses = new LinkedHashMap<>();

    public Throttle(Clock clock) {
        this.clock = clock;
    }

    /** Takes a guess into account before it is looked at: of many at once no more are looked at than of one by one. */
    public synchronized boolean allows(String address) {
        Instant now = clock.instant();
        Deque<Instant> its = guesses.containsKey(address) ? guesses.remove(address) : new ArrayDeque<>();
        guesses.put(address, its);
        if (guesses.size() > ADDRESSES) {
            guesses.remove(guesses.keySet().iterator().next());
        }
        while (!its.isEmpty() && its.peekFirst().isBefore(now.minus(WINDOW))) {
            its.pollFirst();
        }
        if (its.size() >= GUESSES) {
            return false;
        }
        its.addLast(now);
        return true;
    }

    public synchronized void guessedRight(String address) {
        guesses.remove(address);
    }
}
