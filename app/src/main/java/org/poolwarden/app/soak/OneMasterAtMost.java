package org.poolwarden.app.soak;

import java.util.List;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Proof;

/**
 * No PROMOTE is carried out while the master that it replaces, or another one, is one all the while.
 *
 * <p>The policy {@code promote-without-fence} takes that risk knowingly, and so does a person who names a living host
 * verified-down. Masters that an admin or that policy made before are beyond any proof about the one replaced.
 */
final class OneMasterAtMost implements Invariant {

    @Override
    public String name() {
        return "one-master-at-most";
    }

    @Override
    public Checked check(Chronicle story) {
        Checked checked = new Checked(name());
        for (Deed deed : story.deeds()) {
            if (isBoundToProof(deed) && !story.isMisled(deed.pool(), deed.done())) {
                List<String> others = others(story, deed);
                checked.test(others.isEmpty(), deed.started(), deed + " while " + others + " was master");
            }
        }
        return checked;
    }

    private static boolean isBoundToProof(Deed deed) {
        return deed.command().getKind() == CommandKind.PROMOTE && deed.command().getProof() != Proof.POLICY;
    }

    /** Masters beside the candidate, from before the act until after it. */
    private static List<String> others(Chronicle story, Deed deed) {
        List<Scene> during = story.scenes(deed.pool(), deed.started(), deed.done());
        boolean onlyTheReplaced = hasRivals(story, deed);
        return during.get(0).masters().stream()
                .filter(host -> !host.address().equals(deed.command().getHost()))
                .filter(host -> !onlyTheReplaced
                        || deed.command()
                                .getOldMaster()
                                .filter(host.address()::equals)
                                .isPresent())
                .filter(host -> during.stream().allMatch(scene -> scene.host(host.address())
                        .filter(HostTruth::master)
                        .isPresent()))
                .map(HostTruth::name)
                .toList();
    }

    private static boolean hasRivals(Chronicle story, Deed deed) {
        return story.events().stream()
                        .filter(event -> event.at().compareTo(deed.done()) <= 0)
                        .anyMatch(event -> event.what().startsWith("admin-promote " + deed.pool() + "/"))
                || story.deeds().stream()
                        .filter(other -> other.pool().equals(deed.pool()))
                        .filter(other -> other.started().compareTo(deed.started()) < 0)
                        .anyMatch(other -> other.command().getKind() == CommandKind.PROMOTE
                                && other.command().getProof() == Proof.POLICY);
    }
}
