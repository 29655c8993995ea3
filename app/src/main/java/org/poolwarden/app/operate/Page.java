package org.poolwarden.app.operate;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/** Text for a person: headings, sentences and tables, as wide as the terminal and no wider. */
public final class Page {

    private static final int GAP = 2;
    private static final int NARROWEST = 6;
    private static final int UNBOUNDED = 10_000;

    private final PrintWriter out;
    private final ColorScheme scheme;
    private final Optional<Integer> width;

    Page(PrintWriter out, Terminal terminal) {
        this.out = out;
        this.scheme = Help.defaultColorScheme(terminal.ansi());
        this.width = terminal.width();
    }

    /** A cell without colour. Whatever a host or a person called something, it moves no cursor. */
    public Text plain(String text) {
        return styled(text);
    }

    public Text styled(String text, Style... styles) {
        return scheme.apply(text.replaceAll("\\p{Cntrl}+", " "), Arrays.asList(styles));
    }

    public void heading(String text) {
        out.println();
        print(GAP, styled(text, Style.bold));
    }

    public void line(String text) {
        print(0, plain(text));
    }

    public void line(Text text) {
        print(0, text);
    }

    /** A sentence of a list, set off from the margin. */
    public void item(String text) {
        print(GAP, plain(text));
    }

    /** What may be copied: never broken into lines. */
    public void verbatim(String text) {
        out.println("  " + plain(text).plainString());
    }

    /** Text for another program. */
    void raw(String text) {
        out.print(text);
        out.flush();
    }

    /** The second and later lines of a sentence that is too long begin below the first. */
    private void print(int indent, Text text) {
        row(List.of(text), new Column(width.orElse(UNBOUNDED), indent, Column.Overflow.WRAP));
    }

    /** A table, of which every row has as many cells as there are heads. */
    public void table(List<String> heads, List<List<Text>> rows) {
        List<List<Text>> all = new ArrayList<>();
        all.add(heads.stream().map(head -> styled(head, Style.bold)).toList());
        all.addAll(rows);
        int[] widths = widths(all);
        Column[] columns = IntStream.range(0, heads.size())
                .mapToObj(i -> new Column(widths[i] + (i == 0 ? 0 : GAP), i == 0 ? 0 : GAP, Column.Overflow.WRAP))
                .toArray(Column[]::new);
        all.forEach(row -> row(row, columns));
    }

    /** A table of its own, since one of several rows would begin a cell where its left neighbour ended. */
    private void row(List<Text> cells, Column... columns) {
        TextTable table = TextTable.forColumns(scheme, columns);
        table.indentWrappedLines = 0;
        table.addEmptyRow();
        IntStream.range(0, cells.size()).forEach(i -> table.putValue(0, i, cells.get(i)));
        table.toString().stripTrailing().lines().map(String::stripTrailing).forEach(out::println);
        out.flush();
    }

    /** As wide as the widest cell. Where that is too wide, first sentences are broken into lines, and then words. */
    private int[] widths(List<List<Text>> rows) {
        int[] widths = ofColumns(rows, Text::getCJKAdjustedLength);
        int[] words = ofColumns(rows, Page::longestWord);
        int room = width.orElse(UNBOUNDED) - GAP * (widths.length - 1);
        while (Arrays.stream(widths).sum() > room) {
            OptionalInt sentence = widest(widths, words);
            OptionalInt gives = sentence.isPresent() ? sentence : widest(widths, new int[widths.length]);
            if (gives.isEmpty()) {
                return widths;
            }
            widths[gives.getAsInt()]--;
        }
        return widths;
    }

    private static int[] ofColumns(List<List<Text>> rows, ToIntFunction<Text> length) {
        return IntStream.range(0, rows.get(0).size())
                .map(i -> rows.stream()
                        .mapToInt(row -> length.applyAsInt(row.get(i)))
                        .max()
                        .orElseThrow())
                .toArray();
    }

    private static int longestWord(Text cell) {
        return Arrays.stream(cell.plainString().split(" "))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    /** The widest column that is wider than it must be. */
    private static OptionalInt widest(int[] widths, int[] least) {
        return IntStream.range(0, widths.length)
                .filter(i -> widths[i] > Math.max(NARROWEST, least[i]))
                .reduce((a, b) -> widths[b] > widths[a] ? b : a);
    }
}
