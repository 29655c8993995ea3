package org.poolwarden.app.letters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A letter that is to be put back, and what is known of the place it goes to.
 *
 * @param to where it came from
 * @param manner what a record there means; empty when that is no topic of poolwarden
 * @param putback that it has been put back before
 * @param later of a topic in which the last record of a key counts: the last one that came after this
 */
record Order(
        Letter letter,
        Place to,
        Optional<Manner> manner,
        Reading reading,
        Optional<Putback> putback,
        Optional<Later> later) {

    /** What a record means that comes to a topic late. */
    enum Manner {
        /** Its time is in itself, or does not matter. */
        TIMELESS,
        /** It counts as of its arrival: an answer of a host, a word of a person. */
        NEWS,
        /** It takes the place of the one before it. */
        LAST_WORD
    }

    /**
     * A record of the same key that came later.
     *
     * @param text what it says
     */
    record Later(long offset, String text) {}

    /** Why it should not be put back; empty when nothing speaks against it. */
    List<String> objections() {
        List<String> objections = new ArrayList<>();
        putback.ifPresent(done -> objections.add("it has been put back to " + done.to() + " by " + done.by()));
        if (manner.isEmpty()) {
            objections.add(to.topic() + " is no topic of poolwarden");
        } else {
            reading.complaint().ifPresent(why -> objections.add("it does not decode now either: " + why));
        }
        if (manner.filter(Manner.NEWS::equals).isPresent()) {
            objections.add("what comes to " + to.topic() + " counts as of its arrival: this would be taken for news");
        }
        later.ifPresent(next -> objections.add("the last record of a key counts in " + to.topic() + ", and "
                + letter.keyText() + " has a later one, " + new Place(to.topic(), to.partition(), next.offset())
                + ", which this would replace"));
        return objections;
    }
}
