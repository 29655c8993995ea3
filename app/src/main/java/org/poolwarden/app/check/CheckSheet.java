package org.poolwarden.app.check;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.poolwarden.app.check.CheckLine.Grade;
import org.poolwarden.app.operate.Page;
import org.poolwarden.app.operate.Session;
import picocli.CommandLine.Help.Ansi.Style;

/** Tells each line as it comes, and counts. */
final class CheckSheet implements Consumer<CheckLine> {

    private static final Map<Grade, Style> COLOURS =
            Map.of(Grade.OK, Style.fg_green, Grade.WARN, Style.fg_yellow, Grade.FAIL, Style.fg_red);

    private final Session session;
    private final boolean json;
    private final Map<Grade, Integer> counts = new EnumMap<>(Grade.class);

    CheckSheet(Session session, boolean json) {
        this.session = session;
        this.json = json;
    }

    @Override
    public void accept(CheckLine line) {
        counts.merge(line.grade(), 1, Integer::sum);
        if (json) {
            session.print(line.json());
            return;
        }
        Page page = session.out();
        page.line(page.styled(String.format("%-5s", line.grade()), COLOURS.get(line.grade()))
                .concat(page.plain(line.subject() + ": " + line.said())));
        line.next().ifPresent(next -> page.item("   next: " + next));
    }

    int count(Grade grade) {
        return counts.getOrDefault(grade, 0);
    }

    /**
     * @param strict whether a warning is one too many
     * @return the exit status
     */
    int end(boolean strict) {
        if (!json) {
            session.out()
                    .line(List.of(Grade.values()).stream()
                            .map(grade -> count(grade) + " " + grade)
                            .reduce((left, right) -> left + ", " + right)
                            .orElseThrow());
        }
        return count(Grade.FAIL) > 0 || strict && count(Grade.WARN) > 0 ? 1 : 0;
    }
}
