package org.poolwarden.app.rehearse;

import java.time.Instant;
import java.util.List;
import org.poolwarden.schema.ActionKind;
import org.poolwarden.schema.Mode;

/** Makes happen what a scenario's events say: in the world, at the operator's desk, and to the deployments. */
final class Stagehand {

    private final Deployments deployments;
    private final WorldStage stage;
    private final Places places;
    private final Desk desk;

    Stagehand(Deployments deployments, WorldStage stage, Places places, Desk desk) {
        this.deployments = deployments;
        this.stage = stage;
        this.places = places;
        this.desk = desk;
    }

    void perform(Act act, Instant now) {
        if (stage.perform(act) || operate(act, now)) {
            return;
        }
        List<String> words = act.words();
        switch (act.verb()) {
            case OBSERVER -> observer(words.get(0), words.get(1));
            case EXECUTOR -> executor(words.get(0));
            case PROCESSOR -> processor(words.get(0));
            case CLOCK -> deployments.shiftClock(words.get(0), Written.shiftOf(words.get(1)));
            case POISON -> deployments.poison();
            case DUPLICATE -> deployments.duplicate(Written.percentOf(words.get(1)));
            case DELAY -> deployments.delay(Written.timeOf(words.get(1)), Written.percentOf(words.get(2)));
            default -> throw new IllegalStateException("a verb that nobody makes happen: " + act);
        }
    }

    private boolean operate(Act act, Instant now) {
        List<String> words = act.words();
        switch (act.verb()) {
            case PAUSE -> desk.pause(true);
            case RESUME -> desk.pause(false);
            case MODE -> desk.mode(Mode.valueOf(Words.upper(words.get(0))));
            case MAINTENANCE -> desk.maintenance(places.host(words.get(0)), Written.timeOf(words.get(1)), now);
            case APPROVE -> desk.say(ActionKind.APPROVE, words, now);
            case REJECT -> desk.say(ActionKind.REJECT, words, now);
            case ACKNOWLEDGE -> desk.acknowledge(words.get(0), now);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void observer(String what, String observer) {
        if (what.equals("stop")) {
            deployments.stopObserver(observer);
        } else {
            deployments.startObserver(observer);
        }
    }

    private void executor(String what) {
        if (what.equals("stop")) {
            deployments.stopExecutor();
        } else {
            deployments.startExecutor();
        }
    }

    private void processor(String what) {
        if (what.equals("crash")) {
            deployments.crashProcessor();
        } else {
            deployments.startProcessor();
        }
    }
}
