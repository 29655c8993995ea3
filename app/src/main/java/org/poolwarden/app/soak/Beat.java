package org.poolwarden.app.soak;

/**
 * Something that happens in a story.
 *
 * @param second since the beginning of the run
 * @param act verb and words, as a scenario file has them
 */
record Beat(int second, String act) {
    /** Whether it names {@code word}: a host as {@code pool/host}, or an observer. */
    boolean names(String word) {
        return act.matches(".*(^|[ :>])" + java.util.regex.Pattern.quote(word) + "($|[ >]).*");
    }
}
