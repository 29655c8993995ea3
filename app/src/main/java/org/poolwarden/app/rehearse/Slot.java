package org.poolwarden.app.rehearse;

import java.util.Arrays;
import java.util.List;
import org.poolwarden.app.spelling.Nearest;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Mode;

/** What may stand at one place of a verb's form; the names are those of {@link Verb}'s forms. */
enum Slot {
    HOST {
        @Override
        void check(String word, Cast cast, Written at) throws ScenarioException {
            cast.host(word, at);
        }
    },
    PLACE {
        @Override
        void check(String word, Cast cast, Written at) throws ScenarioException {
            cast.place(word, at);
        }
    },
    /** {@code A>B}: packets from A to B. */
    DIRECTION {
        @Override
        void check(String word, Cast cast, Written at) throws ScenarioException {
            String[] ends = word.split(">", -1);
            if (ends.length != 2) {
                throw at.trouble("expected a direction A>B, found '" + word + "'");
            }
            cast.place(ends[0], at);
            cast.place(ends[1], at);
        }
    },
    /** Whatever has a clock: a host or an observer. */
    MACHINE {
        @Override
        void check(String word, Cast cast, Written at) throws ScenarioException {
            cast.machine(word, at);
        }
    },
    OBSERVER {
        @Override
        void check(String word, Cast cast, Written at) throws ScenarioException {
            known("observer", word, cast.observers(), at);
        }
    },
    COMMAND {
        @Override
        void check(String word, Cast cast, Written at) throws ScenarioException {
            known("command", word, Words.of(CommandKind.class), at);
        }
    },
    ALERT {
        @Override
        void check(String word, Cast cast, Written at) throws ScenarioException {
            known("alert kind", word, Words.ALERTS, at);
        }
    },
    MODE {
        @Override
        void check(String word, Cast cast, Written at) throws ScenarioException {
            known("mode", word, Words.lower(Mode.class), at);
        }
    },
    TIME {
        @Override
        void check(String word, Cast cast, Written at) throws ScenarioException {
            shape(word, "\\d{1,9}(ms|s|m|h)", "a time such as 60s, 5m or 400ms", at);
        }
    },
    SHIFT {
        @Override
        void check(String word, Cast cast, Written at) throws ScenarioException {
            shape(word, "[+-]\\d{1,9}(ms|s|m|h)", "a shift such as +1h or -30s", at);
        }
    },
    RHYTHM {
        @Override
        void check(String word, Cast cast, Written at) throws ScenarioException {
            String time = "0*[1-9]\\d{0,8}(ms|s|m|h)";
            shape(word, time + "/" + time, "up and down times such as 3s/7s", at);
        }
    },
    PERCENT {
        @Override
        void check(String word, Cast cast, Written at) throws ScenarioException {
            shape(word, "\\d{1,2}%|100%", "a share such as 40%", at);
        }
    };

    abstract void check(String word, Cast cast, Written at) throws ScenarioException;

    static boolean isSlot(String token) {
        return Arrays.stream(values()).anyMatch(slot -> slot.name().equals(token));
    }

    private static void known(String kind, String word, List<String> known, Written at) throws ScenarioException {
        if (!known.contains(word)) {
            throw at.trouble(Nearest.unknown(kind, word, known));
        }
    }

    private static void shape(String word, String shape, String expected, Written at) throws ScenarioException {
        if (!word.matches(shape)) {
            throw at.trouble("expected " + expected + ", found '" + word + "'");
        }
    }
}
