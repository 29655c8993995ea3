package org.poolwarden.app.letters;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.app.spelling.Nearest;

/** All dead letters that are still kept, and which of them have been put back. */
public final class LetterBox {

    private final List<Letter> letters = new ArrayList<>();
    private final Map<LetterId, Putback> putbacks = new HashMap<>();

    private LetterBox() {}

    public static LetterBox read(Cluster cluster) throws Trouble {
        LetterBox box = new LetterBox();
        for (ConsumerRecord<byte[], byte[]> record :
                cluster.raw(cluster.topics().deadLetters(), Map.of())) {
            Letter letter = Letter.of(record);
            Putback.of(letter)
                    .ifPresentOrElse(
                            putback -> box.putbacks.put(putback.letter(), putback), () -> box.letters.add(letter));
        }
        box.letters.sort(Comparator.comparing(Letter::at));
        return box;
    }

    /** In the order in which they were buried. */
    List<Letter> letters() {
        return List.copyOf(letters);
    }

    /** That its record was put back last, by this letter or another: every reader that fails buries a record anew. */
    Optional<Putback> putback(Letter letter) {
        return letters.stream()
                .filter(other -> other.isOfSameRecord(letter))
                .flatMap(other -> Optional.ofNullable(putbacks.get(other.id())).stream())
                .max(Comparator.comparing(Putback::at));
    }

    /**
     * The letter that a word means: {@code 3@17}, or {@code 17} where that offset is in one partition only.
     *
     * @throws Trouble when there is none, or more than one
     */
    Letter called(String word) throws Trouble {
        List<Letter> meant = letters.stream()
                .filter(letter -> letter.id().toString().equals(word)
                        || String.valueOf(letter.id().offset()).equals(word))
                .toList();
        if (meant.size() == 1) {
            return meant.get(0);
        }
        List<String> ids = (meant.isEmpty() ? letters : meant)
                .stream().map(letter -> letter.id().toString()).toList();
        throw Trouble.usage(
                meant.isEmpty()
                        ? Nearest.unknown("letter", word, ids) + "; poolwarden dlq list has all of them"
                        : "which one is meant: " + Nearest.list(ids) + "?");
    }
}
