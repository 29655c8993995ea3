package org.poolwarden.app.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws a story from a seed: pools, policy, observers, and what happens to them.
 *
 * <p>Nineteen of twenty are small: what is wrong with a rule shows in a small pool, and several small ones cost what a large
 * one does. The twentieth has what small ones lack: several pools, up to sixteen hosts, storms, and ten minutes of quiet.
 */
final class Storyteller {

    /** Before it everybody has been seen twice and every pool is settled. */
    private static final int SETTLED = 70;

    /** Long enough for what resolves after two rounds. */
    private static final int SHORT_TAIL = 120;

    /** Long enough for an incident that came back and needs ten clean minutes. */
    private static final int LONG_TAIL = 800;

    private final long seed;
    private final Dice dice;

    private Storyteller(long seed) {
        this.seed = seed;
        this.dice = new Dice(seed * 0x9E3779B97F4A7C15L);
    }

    static Story tell(long seed) {
        Storyteller teller = new Storyteller(seed);
        return teller.dice.chance(95) ? teller.small() : teller.large();
    }

    /** One pool, and one fault or three. */
    private Story small() {
        PoolCast pool = pool(1, dice.oneOf(2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 1), dice.between(1, 3) * 10);
        List<String> observers = observers(dice.oneOf(1, 1, 1, 1, 2));
        int heartbeat = dice.oneOf(5, 5, 5, 5, 5, 5, 5, 5, 10, 10, 2);
        Faults faults = new Faults(dice, List.of(pool), observers);
        List<Beat> beats = new ArrayList<>();
        int number = dice.oneOf(1, 1, 1, 2, 3);
        for (int i = 0; i < number; i++) {
            beats.addAll(faults.draw(dice.between(SETTLED, SETTLED + 30)));
        }
        return story(List.of(pool), observers, heartbeat, beats, dice.between(20, 60), Math.max(60, 12 * heartbeat));
    }

    private Story large() {
        int count = dice.oneOf(1, 1, 1, 1, 1, 1, 2, 2, 3, 4);
        List<PoolCast> pools = IntStream.rangeClosed(1, count)
                .mapToObj(number -> pool(
                        number,
                        dice.oneOf(2, 2, 2, 3, 3, 3, 4, 4, 5, 6, 7, 1, dice.between(8, 16)),
                        dice.between(2, 6) * 10))
                .toList();
        List<String> observers = observers(dice.oneOf(1, 1, 1, 2, 2, 3));
        int heartbeat = dice.oneOf(5, 5, 5, 5, 2, 10);
        List<Beat> beats = storm(new Faults(dice, pools, observers));
        int tail = dice.chance(25) ? LONG_TAIL : SHORT_TAIL;
        return story(pools, observers, heartbeat, beats, dice.between(45, 150), tail);
    }

    private static List<String> observers(int number) {
        return List.of("rack-a", "rack-b", "rack-c").subList(0, number);
    }

    /**
     * @param look from the last beat until everything is put right
     */
    private Story story(
            List<PoolCast> pools, List<String> observers, int heartbeat, List<Beat> beats, int look, int tail) {
        int last = beats.stream().mapToInt(Beat::second).max().orElse(SETTLED);
        return new Story(
                seed, pools, observers, List.of(policy(), "heartbeat: " + heartbeat + "s"), beats, last + look, tail);
    }

    /** One fault and a long look at it, or a storm, which may begin before all is settled. */
    private List<Beat> storm(Faults faults) {
        List<Beat> beats = new ArrayList<>();
        int number = dice.chance(20) ? 1 : dice.between(2, 8);
        for (int i = 0; i < number; i++) {
            int second = number == 1 ? dice.between(SETTLED, SETTLED + 20) : dice.between(SETTLED - 30, SETTLED + 180);
            beats.addAll(faults.draw(second));
        }
        return beats;
    }

    private PoolCast pool(int number, int size, int bootSeconds) {
        List<String> hosts =
                IntStream.rangeClosed(1, size).mapToObj(host -> "h" + host).toList();
        int share = dice.oneOf(0, 50, 100, 100);
        List<String> bmc = hosts.stream().filter(host -> dice.chance(share)).toList();
        List<String> manner = new ArrayList<>();
        manner.add("storage: " + dice.oneOf("hba", "hba", "iscsi", "nfs", "local"));
        if (dice.chance(10)) {
            manner.add("ha: armed");
        }
        if (dice.chance(40)) {
            manner.add("restart-vms: {h1: 2}");
        }
        return new PoolCast("p" + number, hosts, bmc, bootSeconds, manner);
    }

    private String policy() {
        return "policy: {mode: " + dice.oneOf("auto", "auto", "auto", "advise", "observe")
                + ", auto-fence: " + dice.chance(60)
                + ", promote-without-fence: " + dice.chance(25)
                + ", ha: " + dice.oneOf("off", "unknown", "unknown")
                + ", boot-allowance: " + dice.between(3, 10) + "m}";
    }
}
