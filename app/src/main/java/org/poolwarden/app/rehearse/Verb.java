package org.poolwarden.app.rehearse;

import java.util.Arrays;
import java.util.List;
import org.poolwarden.app.spelling.Nearest;

/** What can happen in a scenario, with the forms in which it is written; capitals are {@link Slot}s. */
enum Verb {
    POWER_OFF("power-off HOST"),
    POWER_ON("power-on HOST"),
    CRASH("crash HOST"),
    HANG("hang HOST"),
    WAKE("wake HOST"),
    STOP_TOOLSTACK("stop-toolstack HOST"),
    START_TOOLSTACK("start-toolstack HOST"),
    RESTART_TOOLSTACK("restart-toolstack HOST"),
    CUT("cut PLACE PLACE", "cut DIRECTION"),
    HEAL("heal PLACE PLACE", "heal PLACE"),
    SLOW("slow PLACE PLACE TIME"),
    LOSSY("lossy PLACE PLACE PERCENT"),
    FLAP("flap PLACE PLACE RHYTHM"),
    CLOCK("clock MACHINE SHIFT"),
    DESIGNATE("designate HOST"),
    ADMIN_PROMOTE("admin-promote HOST"),
    ADMIN_REPOINT("admin-repoint HOST HOST"),
    ADMIN_RECOVER("admin-recover HOST"),
    EJECT("eject HOST"),
    JOIN("join HOST"),
    HA("ha on", "ha off"),
    MAINTENANCE("maintenance HOST TIME"),
    PAUSE("pause"),
    RESUME("resume"),
    MODE("mode MODE"),
    APPROVE(
            "approve COMMAND",
            "approve COMMAND HOST",
            "approve COMMAND HOST verified-down HOST",
            "approve COMMAND verified-down HOST"),
    REJECT("reject COMMAND", "reject COMMAND HOST"),
    ACKNOWLEDGE("acknowledge ALERT"),
    OBSERVER("observer stop OBSERVER", "observer start OBSERVER"),
    EXECUTOR("executor stop", "executor start"),
    PROCESSOR("processor crash", "processor start"),
    BMC_DEAD("bmc-dead HOST"),
    BMC_ALIVE("bmc-alive HOST"),
    POISON("poison heartbeats"),
    DUPLICATE("duplicate heartbeats PERCENT"),
    DELAY("delay heartbeats TIME PERCENT");

    private final List<String> forms;

    Verb(String... forms) {
        this.forms = List.of(forms);
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
