package org.poolwarden.app.rehearse;

import java.util.List;
import org.poolwarden.sim.SimHost;
import org.poolwarden.sim.SimNetwork;
import org.poolwarden.sim.SimWorld;

/** The verbs that happen in the world itself: power, toolstacks, network. */
final class WorldStage {

    private final SimWorld world;
    private final Places places;

    WorldStage(SimWorld world, Places places) {
        this.world = world;
        this.places = places;
    }

    /**
     * Makes {@code act} happen.
     *
     * @return false when it is no verb of the world, and nothing has happened
     */
    boolean perform(Act act) {
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
            case ADMIN_RECOVER -> host(words).adminRecover();
            case DESIGNATE -> host(words).adminDesignate();
            case EJECT -> host(words).adminEject();
            case JOIN -> host(words).adminJoin();
            case HA -> world.pools()
                    .forEach(pool -> pool.setHaArmed(words.get(0).equals("on")));
            case CUT, HEAL, SLOW, LOSSY, FLAP -> network(act.verb(), words);
            case CLOCK -> {
                return shiftClock(words);
            }
            default -> {
                // The others are the operator's, the deployments' or the delivery's: Stagehand has them.
                return false;
            }
        }
        return true;
    }

    /** An observer's clock is no part of the world. */
    private boolean shiftClock(List<String> words) {
        if (places.isObserver(words.get(0))) {
            return false;
        }
        host(words).shiftClock(Written.shiftOf(words.get(1)));
        return true;
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
            case LOSSY -> network.lossy(a, b, Written.percentOf(words.get(2)));
            case FLAP -> {
                String[] times = words.get(2).split("/");
                network.flap(a, b, Written.timeOf(times[0]), Written.timeOf(times[1]));
            }
            default -> network.heal(a, b);
        }
    }

    private SimHost host(List<String> words) {
        return world.host(places.host(words.get(0)).toString());
    }
}
