package org.poolwarden.app.letters;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.poolwarden.app.operate.TimeConverter;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.app.spelling.Nearest;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import picocli.CommandLine.Option;

/** Which letters are meant. */
public final class LetterFilter {

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Those that came from it, with or without prefix.")
    private Optional<String> topic;

    @Option(names = "--key", paramLabel = "KEY", description = "Those of a key; mostly a pool.")
    private Optional<String> key;

    @Option(names = "--why", paramLabel = "TEXT", description = "Those whose reason contains it.")
    private Optional<String> why;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Those of the last so long, for example 8h.")
    private Optional<Duration> since;

    @Option(names = "--open", description = "Those that have not been put back.")
    private boolean open;

    /**
     * @throws Trouble when there is no such topic
     */
    List<Letter> in(LetterBox box, Topics topics, Instant now) throws Trouble {
        Optional<String> from = topic.isPresent() ? Optional.of(named(topic.get(), topics)) : Optional.empty();
        return box.letters().stream()
                .filter(letter -> from.isEmpty() || from.equals(letter.origin().map(Place::topic)))
                .filter(letter -> key.isEmpty() || key.get().equals(letter.keyText()))
                .filter(letter -> why.isEmpty() || letter.reason().contains(why.get()))
                .filter(letter -> since.isEmpty() || letter.at().isAfter(now.minus(since.get())))
                .filter(letter -> !open || box.putback(letter).isEmpty())
                .toList();
    }

    private static String named(String word, Topics topics) throws Trouble {
        List<String> names =
                topics.all().stream().map(Topic<? extends SpecificRecord>::name).toList();
        return names.stream()
                .filter(name -> name.equals(word) || name.equals(topics.named(word)))
                .findFirst()
                .orElseThrow(() -> Trouble.usage(Nearest.unknown("topic", word, names)));
    }
}
