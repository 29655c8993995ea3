package org.poolwarden.app.init;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.poolwarden.app.operate.Dialogue;
import org.poolwarden.app.operate.Trouble;

/** Writes files; what is there and differs only after a yes. */
record FileDesk(Dialogue dialogue, boolean overwrite) {

    /**
     * @throws Trouble before the first file when nobody can be asked, or with the one that cannot be written
     */
    void write(List<Draft> drafts) throws Trouble {
        try {
            List<Draft> agreed = new ArrayList<>();
            for (Draft draft : drafts) {
                if (overwrite
                        || !draft.wouldReplace()
                        || dialogue.agrees(draft.file() + " is there and differs. Replace it?", "--overwrite")) {
                    agreed.add(draft);
                } else {
                    dialogue.out().line("kept: " + draft.file());
                }
            }
            for (Draft draft : agreed) {
                draft.write();
                dialogue.out().line("written: " + draft.file() + (draft.isSecret() ? " (only you read it)" : ""));
            }
        } catch (IOException e) {
            throw Trouble.refused("cannot be written: " + e);
        }
    }
}
