package org.poolwarden.app.rehearse;

/** What a scenario says must, or must not, have happened. */
sealed interface Expectation permits Happens, Never, Resolves, Withholds, Holds, Counts, WorldExpectation {
    Asked asked();

    Judgement judge(Play play);
}
