package org.poolwarden.app.soak;

/** No VM ever runs on two hosts, unless a person named a living host verified-down before. */
final class NoDoubleWriters implements Invariant {

    @Override
    public String name() {
        return "no-double-writers";
    }

    @Override
    public Checked check(Chronicle story) {
        Checked checked = new Checked(name());
        for (Scene scene : story.scenes()) {
            checked.test(
                    scene.doubleWriters().isEmpty() || story.isMisled(scene.pool(), scene.at()),
                    scene.at(),
                    scene.doubleWriters() + " of " + scene.pool() + " run on two hosts");
        }
        return checked;
    }
}
