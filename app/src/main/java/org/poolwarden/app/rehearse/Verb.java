package org.poolwarden.app.rehearse;

import java.util.Arrays;
import java.util.List;
import org.poolwarden.app.spelling.Nearest;

/** What can happen in a scenario, with the forms in which it is written; capitals are {@link Slot}s. */
enum Verb {
    POWER_OFF(true, "power-off HOST"),
    POWER_ON(true, "power-on HOST"),
    CRASH(true, "crash HOST"),
    HANG(true, "hang HOST"),
    WAKE(true, "wake HOST"),
    STOP_TOOLSTACK(true, "stop-toolstack HOST"),
    START_TOOLSTACK(true, "start-toolstack HOST"),
    RESTART_TOOLSTACK(true, "restart-toolstack HOST"),
    CUT(true, "cut PLACE PLACE", "cut DIRECTION"),
    HEAL(true, "heal PLACE PLACE", "heal PLACE"),
    SLOW(true, "slow PLACE PLACE TIME"),
    LOSSY(true, "lossy PLACE PLACE PERCENT"),
    FLAP(false, "flap PLACE PLACE RHYTHM"),
    CLOCK(false, "clock NAME SHIFT"),
    DESIGNATE(true, "designate HOST"),
    ADMIN_PROMOTE(true, "admin-promote HOST"),
    ADMIN_REPOINT(true, "admin-repoint HOST HOST"),
    ADMIN_RECOVER(true, "admin-recover HOST"),
    EJECT(true, "eject HOST"),
    JOIN(true, "join NAME"),
    HA(true, "ha on", "ha off"),
    MAINTENANCE(true, "maintenance HOST TIME"),
    PAUSE(true, "pause"),
    RESUME(true, "resume"),
    MODE(true, "mode MODE"),
    APPROVE(
            true,
            "approve COMMAND",
            "approve COMMAND HOST",
            "approve COMMAND HOST verified-down HOST",
            "approve COMMAND verified-down HOST"),
    REJECT(true, "reject COMMAND", "reject COMMAND HOST"),
    ACKNOWLEDGE(true, "acknowledge ALERT"),
    OBSERVER(true, "observer stop OBSERVER", "observer start OBSERVER"),
    EXECUTOR(true, "executor stop", "executor start"),
    PROCESSOR(false, "processor crash", "processor start"),
    BMC_DEAD(true, "bmc-dead HOST"),
    BMC_ALIVE(true, "bmc-alive HOST"),
    POISON(true, "poison heartbeats"),
    DUPLICATE(false, "duplicate heartbeats PERCENT"),
    DELAY(false, "delay heartbeats TIME PERCENT");

    private final boolean carried;
    private final List<String> forms;

    Verb(boolean carried, String... forms) {
        this.carried = carried;
        this.forms = List.of(forms);
    }

    /** Whether this version can make it happen; it parses in any case. */
    boolean isCarried() {
        return carried;
    }

    String word() {
        return forms.get(0).split(" ")[0];
    }

    static Act read(Written at, Cast cast) throws ScenarioException {
        List<String> words = List.of(at.word("a verb and its words").split("\\s+"));
        List<String> known = Arrays.stream(values()).map(Verb::word).toList();
        int index = known.indexOf(words.get(0));
        if (index < 0) {
            throw at.trouble(Nearest.unknown("verb", words.get(0), known));
        }
        Verb verb = values()[index];
        String form = verb.forms.stream()
                .filter(candidate -> fits(candidate, words))
                .findFirst()
                .orElseThrow(() -> at.trouble(
                        "expected " + String.join(" or ", verb.forms) + ", found '" + String.join(" ", words) + "'"));
        String[] tokens = form.split(" ");
        for (int i = 1; i < tokens.length; i++) {
            if (Slot.isSlot(tokens[i])) {
                Slot.valueOf(tokens[i]).check(words.get(i), cast, at);
            }
        }
        return new Act(verb, words.subList(1, words.size()));
    }

    private static boolean fits(String form, List<String> words) {
        String[] tokens = form.split(" ");
        if (tokens.length != words.size()) {
            return false;
        }
        for (int i = 0; i < tokens.length; i++) {
            if (!Slot.isSlot(tokens[i]) && !tokens[i].equals(words.get(i))) {
                return false;
            }
        }
        return true;
    }
}
