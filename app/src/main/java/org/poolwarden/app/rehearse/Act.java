package org.poolwarden.app.rehearse;

import java.util.List;

/** One verb with its words, every one of them checked. */
record Act(Verb verb, List<String> words) {
    Act {
        words = List.copyOf(words);
    }

    @Override
    public String toString() {
        return words.isEmpty() ? verb.word() : verb.word() + " " + String.join(" ", words);
    }
}
