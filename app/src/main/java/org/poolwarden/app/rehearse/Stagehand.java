package org.poolwarden.app.rehearse;

import java.time.Instant;
import java.util.List;
import org.poolwarden.schema.ActionKind;
import org.poolwarden.schema.Mode;
import org.poolwarden.sim.SimHost;
import org.poolwarden.sim.SimNetwork;
import org.poolwarden.sim.SimWorld;

/** Makes happen what a scenario's events say. */
final class Stagehand {

    private final VirtualRun run;
    private final SimWorld world;
    private final Places places;
    private final Desk desk;

    Stagehand(VirtualRun run, SimWorld world, Places places, Desk desk) {
        this.run = run;
        this.world = world;
        this.places = places;
        this.desk = desk;
    }

    void perform(Act act, Instant now) {
        List<String> words = act.words();
        switch (act.verb()) {
            case POWER_OFF -> host(words).powerOff();
            case POWER_ON -> host(words).powerOn();
            case CRASH -> host(words).crash();
            case HANG -> host(words).hang();
            case WAKE -> host(words).wake();
            case STOP_TOOLSTACK -> host(words).stopToolstack();
            case START_TOOLSTACK -> host(words).startToolstack();
            case RESTART_TOOLSTACK -> host(words).restartToolstack();
            case BMC_DEAD -> host(words).killBmc();
            case BMC_ALIVE -> host(words).reviveBmc();
            case ADMIN_PROMOTE -> host(words).adminPromote();
            case ADMIN_REPOINT -> host(words)
                    .adminRepoint(world.host(places.host(words.get(1)).toString()));
            case HA -> world.pools()
                    .forEach(pool -> pool.setHaArmed(words.get(0).equals("on")));
            case CUT, HEAL, SLOW, LOSSY -> network(act.verb(), words);
            case OBSERVER -> observer(words);
            case EXECUTOR -> executor(words);
            case PAUSE -> desk.pause(true, now);
            case RESUME -> desk.pause(false, now);
            case MODE -> desk.mode(Mode.valueOf(Words.upper(words.get(0))), now);
            case MAINTENANCE -> desk.maintenance(places.host(words.get(0)), Written.timeOf(words.get(1)), now);
            case APPROVE -> desk.say(ActionKind.APPROVE, words, now);
            case REJECT -> desk.say(ActionKind.REJECT, words, now);
            case ACKNOWLEDGE -> desk.acknowledge(words.get(0), now);
            case POISON -> run.poison();
            case FLAP,
                    CLOCK,
                    DESIGNATE,
                    ADMIN_RECOVER,
                    EJECT,
                    JOIN,
                    PROCESSOR,
                    DUPLICATE,
                    DELAY -> throw new IllegalStateException("the reader let a verb pass that is not carried: " + act);
        }
    }

    private void network(Verb verb, List<String> words) {
        SimNetwork network = world.network();
        if (words.size() == 1 && verb == Verb.CUT) {
            String[] ends = words.get(0).split(">");
            network.cutOneWay(places.place(ends[0]), places.place(ends[1]));
            return;
        }
        String a = places.place(words.get(0));
        String b = words.size() > 1 ? places.place(words.get(1)) : SimNetwork.EVERYWHERE;
        switch (verb) {
            case CUT -> network.cut(a, b);
            case SLOW -> network.slow(a, b, Written.timeOf(words.get(2)));
            case LOSSY -> network.lossy(a, b, Integer.parseInt(words.get(2).replace("%", "")));
            default -> heal(network, a, b);
        }
    }

    private static void heal(SimNetwork network, String a, String b) {
        if (b.equals(SimNetwork.EVERYWHERE)) {
            network.healAll(a);
        } else {
            network.heal(a, b);
        }
    }

    private void observer(List<String> words) {
        if (words.get(0).equals("stop")) {
            run.stopObserver(words.get(1));
        } else {
            run.startObserver(words.get(1));
        }
    }

    private void executor(List<String> words) {
        if (words.get(0).equals("stop")) {
            run.stopExecutor();
        } else {
            run.startExecutor();
        }
    }

    private SimHost host(List<String> words) {
        return world.host(places.host(words.get(0)).toString());
    }
}
