package org.poolwarden.app.rehearse;

import java.time.Instant;
import java.util.List;
import org.poolwarden.schema.ActionKind;
import org.poolwarden.schema.Mode;
import org.poolwarden.sim.SimWorld;

/** Makes happen what a scenario's events say: in the world, at the operator's desk, and to the deployments. */
final class Stagehand {

    private final VirtualRun run;
    private final WorldStage stage;
    private final Places places;
    private final Desk desk;

    Stagehand(VirtualRun run, SimWorld world, Places places, Desk desk) {
        this.run = run;
        this.stage = new WorldStage(world, places);
        this.places = places;
        this.desk = desk;
    }

    void perform(Act act, Instant now) {
        if (stage.perform(act)) {
            return;
        }
        List<String> words = act.words();
        switch (act.verb()) {
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
            default -> throw new IllegalStateException("the reader let a verb pass that is not carried: " + act);
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
}
