package org.poolwarden.app.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

class PageTest {

    private final StringWriter out = new StringWriter();

    @Test
    void aTableIsNoWiderThanItsCells() {
        Page page = page(80, Ansi.OFF);

        page.table(List.of("A", "LONGER"), List.of(List.of(page.plain("one"), page.plain("x"))));

        assertThat(out.toString()).isEqualTo("A    LONGER\none  x\n");
    }

    @Test
    void theWidestColumnIsBrokenBetweenWordsWhereTheTerminalEnds() {
        Page page = page(25, Ansi.OFF);

        page.table(
                List.of("HOST", "WHY"),
                List.of(
                        List.of(page.plain("alpha"), page.plain("its BMC says OFF, or an approval")),
                        List.of(page.plain("beta"), page.plain("nothing"))));

        assertThat(out.toString())
                .isEqualTo(
                        """
                        HOST   WHY
                        alpha  its BMC says OFF,
                               or an approval
                        beta   nothing
                        """);
    }

    @Test
    void anAddressIsBrokenOnlyWhenNoSentenceIsLeftToBreak() {
        Page page = page(30, Ansi.OFF);

        page.table(
                List.of("ADDRESS", "WHY"),
                List.of(List.of(page.plain("192.168.100.200"), page.plain("one two three four five"))));

        assertThat(out.toString()).contains("192.168.100.200  one two");
    }

    @Test
    void aTerminalTooNarrowForAnythingGetsWhatThereIs() {
        Page page = page(8, Ansi.OFF);

        page.table(List.of("ADDRESS", "WHY"), List.of(List.of(page.plain("10.0.0.1"), page.plain("off"))));

        assertThat(out.toString().replaceAll("\\s", "")).contains("10.0.0", "off");
    }

    @Test
    void coloursAreForTerminalsThatWantThem() {
        Page page = page(80, Ansi.ON);
        page.line(page.styled("lost", Style.fg_red));
        assertThat(out.toString()).contains("\u001b[31mlost");

        out.getBuffer().setLength(0);
        Page plain = page(80, Ansi.OFF);
        plain.line(plain.styled("lost", Style.fg_red));
        assertThat(out.toString()).isEqualTo("lost\n");
    }

    @Test
    void textIsNoMarkup() {
        Page page = page(80, Ansi.ON);

        page.line("@|bold loud|@");

        assertThat(out.toString()).contains("@|bold loud|@");
    }

    private Page page(int width, Ansi ansi) {
        return new Page(new PrintWriter(out), new Terminal() {
            @Override
            public Optional<String> ask(String question) {
                return Optional.empty();
            }

            @Override
            public Optional<String> askSecret(String question) {
                return Optional.empty();
            }

            @Override
            public Optional<Integer> width() {
                return Optional.of(width);
            }

            @Override
            public Ansi ansi() {
                return ansi;
            }
        });
    }
}
