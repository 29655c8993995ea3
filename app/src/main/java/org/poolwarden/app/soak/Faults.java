package org.poolwarden.app.soak;

import java.util.ArrayList;
import java.util.List;

/** Draws what goes wrong: in the world, with the operator, in poolwarden's own parts and on the way between them. */
final class Faults {

    private final Dice dice;
    private final List<PoolCast> pools;
    private final List<String> observers;

    Faults(Dice dice, List<PoolCast> pools, List<String> observers) {
        this.dice = dice;
        this.pools = pools;
        this.observers = observers;
    }

    /**
     * One fault, and often its end.
     *
     * @param second when it begins
     */
    List<Beat> draw(int second) {
        List<Beat> beats = new ArrayList<>();
        switch (dice.between(0, 9)) {
            case 0, 1 -> hosts(second, beats);
            case 2 -> masters(second, beats);
            case 3 -> toolstacks(second, beats);
            case 4, 5 -> network(second, beats);
            case 6 -> operator(second, beats);
            case 7 -> deployments(second, beats);
            case 8 -> delivery(second, beats);
            default -> admin(second, beats);
        }
        return beats;
    }

    /** Half of the time the master: it is whom all this is about. */
    private String host() {
        PoolCast pool = dice.pick(pools);
        return dice.chance(55) ? pool.places().get(0) : dice.pick(pool.places());
    }

    private int later(int second) {
        return second + dice.between(1, 120);
    }

    private void hosts(int second, List<Beat> beats) {
        String host = host();
        String fault = dice.oneOf("power-off", "power-off", "crash", "hang", "bmc-dead");
        beats.add(new Beat(second, fault + " " + host));
        if (fault.equals("power-off") && dice.chance(20)) {
            // A person who has looked: nothing names this host down while it is up.
            beats.add(new Beat(second + dice.between(15, 40), "approve PROMOTE verified-down " + host));
        } else if (dice.chance(50)) {
            int end = later(second);
            if (fault.equals("crash")) {
                beats.add(new Beat(end, "power-off " + host));
            }
            beats.add(new Beat(end + 1, ending(fault) + " " + host));
        }
    }

    /** The master of every pool within seconds: they stood in one rack. Where there is but one pool, some host of it. */
    private void masters(int second, List<Beat> beats) {
        if (pools.size() == 1) {
            hosts(second, beats);
        } else {
            pools.forEach(pool -> beats.add(new Beat(
                    second + dice.between(0, 3), "power-off " + pool.places().get(0))));
        }
    }

    private static String ending(String fault) {
        return switch (fault) {
            case "hang" -> "wake";
            case "bmc-dead" -> "bmc-alive";
            default -> "power-on";
        };
    }

    private void toolstacks(int second, List<Beat> beats) {
        String host = host();
        if (dice.chance(50)) {
            beats.add(new Beat(second, "restart-toolstack " + host));
        } else {
            beats.add(new Beat(second, "stop-toolstack " + host));
            beats.add(new Beat(later(second), "start-toolstack " + host));
        }
    }

    private void network(int second, List<Beat> beats) {
        String host = host();
        String other = dice.oneOf("*", "*", dice.pick(observers), dice.pick(observers), host());
        String path = host.equals(other) ? host + " *" : host + " " + other;
        String fault =
                switch (dice.between(0, 7)) {
                    case 0 -> "slow " + path + " " + dice.between(1, 30) * 100 + "ms";
                    case 1 -> "lossy " + path + " " + dice.between(5, 90) + "%";
                    case 2 -> "flap " + path + " " + dice.between(1, 20) + "s/" + dice.between(1, 20) + "s";
                    case 3 -> "cut " + path.replace(' ', '>');
                    case 4 -> "cut " + dice.pick(observers) + " *";
                    case 5 -> "cut " + dice.pick(observers) + " bmc:" + host;
                    default -> "cut " + path;
                };
        beats.add(new Beat(second, fault));
        if (dice.chance(60)) {
            beats.add(new Beat(later(second), "heal *"));
        }
    }

    private void operator(int second, List<Beat> beats) {
        switch (dice.between(0, 6)) {
            case 0 -> {
                beats.add(new Beat(second, "pause"));
                beats.add(new Beat(later(second), "resume"));
            }
            case 1 -> beats.add(new Beat(second, "mode " + dice.oneOf("observe", "advise", "auto")));
            case 2 -> beats.add(new Beat(second, "maintenance " + host() + " " + dice.between(1, 5) + "m"));
            case 3 -> beats.add(new Beat(second, "approve " + dice.oneOf("PROMOTE", "FENCE", "REPOINT")));
            case 4 -> beats.add(new Beat(second, "reject PROMOTE"));
            case 5 -> beats.add(new Beat(second, "acknowledge " + dice.oneOf("MASTER_LOST", "HOST_LOST")));
            default -> {
                beats.add(new Beat(second, "ha on"));
                beats.add(new Beat(later(second), "ha off"));
            }
        }
    }

    private void deployments(int second, List<Beat> beats) {
        String part = dice.oneOf("processor", "processor", "executor", "observer");
        String which = part.equals("observer") ? " " + dice.pick(observers) : "";
        beats.add(new Beat(second, part + (part.equals("processor") ? " crash" : " stop") + which));
        beats.add(new Beat(later(second), part + " start" + which));
    }

    private void delivery(int second, List<Beat> beats) {
        switch (dice.between(0, 3)) {
            case 0 -> beats.add(new Beat(second, "poison heartbeats"));
            case 1 -> beats.add(new Beat(second, "duplicate heartbeats " + dice.between(10, 100) + "%"));
            default -> beats.add(
                    new Beat(second, "delay heartbeats " + dice.between(1, 30) + "s " + dice.between(5, 60) + "%"));
        }
    }

    private void admin(int second, List<Beat> beats) {
        String host = dice.pick(dice.pick(pools).places());
        switch (dice.between(0, 3)) {
            case 0 -> beats.add(new Beat(second, "designate " + host));
            case 1 -> beats.add(new Beat(second, "admin-promote " + host));
            default -> beats.add(new Beat(
                    second,
                    "clock " + dice.oneOf(host, host, dice.pick(observers)) + " " + dice.oneOf("+", "-")
                            + dice.between(1, 7200) + "s"));
        }
    }
}
