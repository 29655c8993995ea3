package org.poolwarden.app.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The stories by the names that are typed. */
public enum Stories {
    LOST_MASTER(LostMaster::new),
    HUNG_MASTER(HungMaster::new),
    SPLIT_BRAIN(SplitBrain::new),
    CAPACITY(DesktopMorning::new);

    private final Supplier<Story> story;

    Stories(Supplier<Story> story) {
        this.story = story;
    }

    Story begin() {
        return story.get();
    }

    /** As typed, for example {@code hung-master}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Stories> called(String word) {
        return Arrays.stream(values())
                .filter(story -> story.word().equals(word))
                .findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Stories::word).toList();
    }
}
