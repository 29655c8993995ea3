package org.poolwarden.app.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.poolwarden.app.operate.Trouble;

/** Where a person's word is shown before it is written, and then written. */
interface Desk {

    /**
     * What would come of it: {@code heading}, {@code guards} and {@code lines} with what stands there now and then, {@code
     * notes}, and {@code seen}, which names what all that was made of.
     *
     * @throws Trouble when it is about something that is not there
     */
    ObjectNode preview(Wish wish) throws Trouble, InterruptedException;

    /**
     * Writes it, and waits for what the processors make of it: {@code result} and {@code sentence}.
     *
     * @param author who wants it; it stands in the record, which is the audit
     * @throws Trouble when what the person has seen is not so any more
     */
    ObjectNode write(Wish wish, String author) throws Trouble, InterruptedException;
}
