package org.poolwarden.app.replay;

import java.util.ArrayList;
import java.util.List;
import org.poolwarden.app.operate.Moments;
import org.poolwarden.app.operate.Page;
import org.poolwarden.app.operate.Session;
import org.poolwarden.schema.wire.RecordJson;
import picocli.CommandLine.Help.Ansi.Text;

/** Tells a person what came of judging again. */
public final class ReplayPage {

    private static final int LONGEST = 120;

    private final Page page;

    public ReplayPage(Session session) {
        this.page = session.out();
    }

    /** The decisions, then each pool in a line. */
    public void decisions(List<Rejudged> pools) {
        List<List<Text>> rows = new ArrayList<>();
        pools.forEach(pool -> pool.decided()
                .forEach(one -> rows.add(
                        row(Moments.text(one.at()), pool.pool(), one.kind(), Words.what(one), Words.why(one)))));
        if (!rows.isEmpty()) {
            page.table(List.of("AT", "POOL", "KIND", "WHAT", "WHY"), rows);
        }
        pools.forEach(this::summary);
    }

    /** What another policy changes, then what that rests on. */
    public void shifts(List<Rejudged> pools) {
        List<List<Text>> rows = new ArrayList<>();
        pools.forEach(pool -> pool.shifts()
                .forEach(shift -> rows.add(
                        row(Moments.text(shift.at()), pool.pool(), Words.of(shift.then()), Words.of(shift.now())))));
        if (rows.isEmpty()) {
            page.line("With the other policy nothing would have been decided otherwise.");
        } else {
            page.table(List.of("AT", "POOL", "THEN", "WITH THE POLICY"), rows);
            page.line("As if the fleet had granted whatever was asked, and no other command had had any effect.");
        }
        pools.forEach(this::summary);
    }

    private List<Text> row(String... cells) {
        return List.of(cells).stream().map(page::plain).toList();
    }

    private void summary(Rejudged pool) {
        String counts =
                pool.pool() + ": " + count(pool.findings(), "finding") + ", " + count(pool.commands(), "command");
        if (!pool.differences().isEmpty()) {
            page.line(counts + ", " + count(pool.differences().size(), "difference"));
        } else {
            page.line(pool.isSame() ? counts + ", the same to the byte" : pool.pool() + ": not judged again");
        }
        pool.differences().forEach(difference -> page.item(sentence(difference)));
        pool.notes().forEach(page::item);
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String sentence(Difference difference) {
        Decided any = difference.any();
        String about = Moments.text(any.at()) + " " + any.kind() + ", " + any.cause() + ": ";
        if (difference.then().isEmpty()) {
            return about + Words.what(any) + " is decided again, and was not then";
        }
        if (difference.again().isEmpty()) {
            return about + Words.what(any) + " was decided then, and is not again";
        }
        return about
                + String.join(
                        "; ",
                        difference.fields().stream()
                                .map(field -> field + ": then "
                                        + value(difference.then().get(), field) + ", again "
                                        + value(difference.again().get(), field))
                                .toList());
    }

    private static String value(Decided decided, String field) {
        String json = RecordJson.of(decided.record()).get(field).toString();
        return json.length() > LONGEST ? "what -o json shows" : json;
    }
}
