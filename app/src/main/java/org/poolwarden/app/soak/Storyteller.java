package org.poolwarden.app.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Draws a story from a seed: pools, policy, observers, and what happens to them. */
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
        return new Storyteller(seed).story();
    }

    private Story story() {
        int count = dice.oneOf(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4);
        List<PoolCast> pools =
                IntStream.rangeClosed(1, count).mapToObj(this::pool).toList();
        List<String> observers = List.of("rack-a", "rack-b", "rack-c").subList(0, dice.oneOf(1, 1, 1, 2, 2, 3));
        List<String> manner = List.of(policy(), "heartbeat: " + dice.oneOf("5s", "5s", "5s", "5s", "2s", "10s"));
        List<Beat> beats = beats(new Faults(dice, pools, observers));
        int last = beats.stream().mapToInt(Beat::second).max().orElse(SETTLED);
        int tail = dice.chance(15) ? LONG_TAIL : SHORT_TAIL;
        return new Story(seed, pools, observers, manner, beats, last + dice.between(45, 150), tail);
    }

    /** One fault and a long look at it, or a storm. */
    private List<Beat> beats(Faults faults) {
        List<Beat> beats = new ArrayList<>();
        int number = dice.chance(40) ? 1 : dice.between(2, 8);
        for (int i = 0; i < number; i++) {
            int second = number == 1 ? dice.between(SETTLED, SETTLED + 20) : dice.between(SETTLED - 30, SETTLED + 180);
            beats.addAll(faults.draw(second));
        }
        return beats;
    }

    private PoolCast pool(int number) {
        int size = dice.oneOf(2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 6, 7, 1, dice.between(8, 16));
        List<String> hosts =
                IntStream.rangeClosed(1, size).mapToObj(host -> "h" + host).toList();
        int share = dice.oneOf(0, 50, 100, 100);
        List<String> bmc = hosts.stream().filter(host -> dice.chance(share)).toList();
        List<String> manner = new ArrayList<>();
        manner.add("boot: " + dice.between(2, 6) * 10 + "s");
        manner.add("storage: " + dice.oneOf("hba", "hba", "iscsi", "nfs", "local"));
        if (dice.chance(10)) {
            manner.add("ha: armed");
        }
        if (dice.chance(40)) {
            manner.add("restart-vms: {h1: 2}");
        }
        return new PoolCast("p" + number, hosts, bmc, manner);
    }

    private String policy() {
        return "policy: {mode: " + dice.oneOf("auto", "auto", "auto", "advise", "observe")
                + ", auto-fence: " + dice.chance(60)
                + ", promote-without-fence: " + dice.chance(25)
                + ", ha: " + dice.oneOf("off", "unknown", "unknown")
                + ", boot-allowance: " + dice.between(3, 10) + "m}";
    }
}
