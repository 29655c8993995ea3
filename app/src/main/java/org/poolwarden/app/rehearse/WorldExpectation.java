package org.poolwarden.app.rehearse;

import java.util.List;

/** An expectation that the simulated world itself answers. */
sealed interface WorldExpectation extends Expectation permits Shows, DoubleWrites {
    /** What the world is asked whenever it changes. */
    List<WorldQuestion> questions();
}
