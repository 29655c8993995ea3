package org.poolwarden.app.operate;

import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** Where the person sits. */
public interface Terminal {

    /** What the person answers to a question; empty when nobody can be asked, or the input has ended. */
    Optional<String> ask(String question);

    /** As {@link #ask}, and nobody sees what is typed. */
    Optional<String> askSecret(String question);

    /** Columns; empty when the output goes to a file or another program, which needs no line breaks. */
    Optional<Integer> width();

    /** Whether colours are shown. */
    Ansi ansi();
}
