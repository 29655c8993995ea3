package org.poolwarden.app.operate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Help.Ansi;

/** A terminal without colours, as wide as one likes, at which nobody sits unless an answer is given. */
public final class FakeTerminal implements Terminal {

    private final List<String> questions = new ArrayList<>();
    private Supplier<Optional<String>> person = Optional::empty;

    /** From now on somebody answers so. */
    public void answer(Supplier<String> words) {
        person = () -> Optional.of(words.get());
    }

    public List<String> questions() {
        return List.copyOf(questions);
    }

    @Override
    public Optional<String> ask(String question) {
        questions.add(question);
        return person.get();
    }

    @Override
    public Optional<String> askSecret(String question) {
        return ask(question);
    }

    @Override
    public Optional<Integer> width() {
        return Optional.empty();
    }

    @Override
    public Ansi ansi() {
        return Ansi.OFF;
    }
}
