package org.poolwarden.app.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.poolwarden.app.timeline.Note;

/** Everything noted so far, for those who wait for something to be noted. */
final class Chronicle implements Consumer<Note> {

    private final List<Note> notes = new ArrayList<>();
    private final Consumer<Note> printer;

    /**
     * @param printer gets each note once, in order
     */
    Chronicle(Consumer<Note> printer) {
        this.printer = printer;
    }

    @Override
    public synchronized void accept(Note note) {
        notes.add(note);
        printer.accept(note);
        notifyAll();
    }

    /** The first note at or after {@code from} that fits, as soon as there is one; empty when time is over. */
    synchronized Optional<Note> await(Duration patience, Duration from, Predicate<Note> fits)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<Note> found = notes.stream()
                    .filter(note -> note.at().compareTo(from) >= 0 && fits.test(note))
                    .findFirst();
            long left = end - System.nanoTime();
            if (found.isPresent() || left <= 0) {
                return found;
            }
            wait(Math.max(1, left / 1_000_000));
        }
    }

    synchronized long count(Predicate<Note> fits) {
        return notes.stream().filter(fits).count();
    }

    /** The last finding, in words. */
    synchronized String lastFinding() {
        return notes.stream()
                .filter(note -> note.kind() == Note.Kind.FINDING)
                .reduce((before, after) -> after)
                .map(Note::line)
                .orElse("no finding at all");
    }
}
