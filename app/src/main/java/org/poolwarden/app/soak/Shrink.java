package org.poolwarden.app.soak;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes a failing story small: leaves out beats, pools, observers and hosts, one by one, as long as it still fails. */
final class Shrink {

    private final Predicate<Story> fails;
    private int left;

    /**
     * @param fails whether a story still breaks what the first one broke
     * @param most how many stories may be tried
     */
    Shrink(Predicate<Story> fails, int most) {
        this.fails = fails;
        this.left = most;
    }

    /** A smaller story that fails, or {@code story} itself. */
    Story smallest(Story story) {
        Story now = story;
        Optional<Story> next = smaller(now);
        while (next.isPresent()) {
            now = next.get();
            next = smaller(now);
        }
        return now;
    }

    private Optional<Story> smaller(Story story) {
        return Stream.of(pools(story), beats(story), observers(story), hosts(story))
                .flatMap(stories -> stories)
                .filter(candidate -> left-- > 0 && fails.test(candidate))
                .findFirst();
    }

    private static Stream<Story> beats(Story story) {
        return IntStream.range(0, story.beats().size())
                .mapToObj(
                        i -> story.withBeats(except(story.beats(), story.beats().get(i))));
    }

    private static Stream<Story> observers(Story story) {
        return story.observers().size() == 1
                ? Stream.empty()
                : story.observers().stream()
                        .map(name -> silence(story, name).withObservers(except(story.observers(), name)));
    }

    private static Stream<Story> pools(Story story) {
        return story.pools().size() == 1
                ? Stream.empty()
                : story.pools().stream().map(pool -> {
                    Story quiet = story;
                    for (String host : pool.places()) {
                        quiet = silence(quiet, host);
                    }
                    return quiet.withPools(except(story.pools(), pool));
                });
    }

    /** The last hosts first; the first one is the master. */
    private static Stream<Story> hosts(Story story) {
        return story.pools().stream()
                .flatMap(pool -> IntStream.range(1, pool.hosts().size())
                        .map(i -> pool.hosts().size() - i)
                        .mapToObj(i -> without(story, pool, pool.hosts().get(i))));
    }

    private static Story without(Story story, PoolCast pool, String host) {
        return silence(story, pool.name() + "/" + host)
                .withPools(story.pools().stream()
                        .map(other -> other == pool ? pool.without(host) : other)
                        .toList());
    }

    private static Story silence(Story story, String name) {
        return story.withBeats(
                story.beats().stream().filter(beat -> !beat.names(name)).toList());
    }

    private static <T> List<T> except(List<T> from, T one) {
        return from.stream().filter(item -> item != one).toList();
    }
}
