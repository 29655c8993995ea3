package org.poolwarden.app.soak;

/** What must hold in every story, whatever goes wrong in it. */
interface Invariant {

    /** In words with hyphens: {@code no-double-writers}. */
    String name();

    Checked check(Chronicle story);
}
