package org.poolwarden.app.soak;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.RecoveryCommand;

/**
 * Nobody is fenced or promoted without a person unless more than half of the hosts that have power really are without
 * the old master: they are up, and no master that answers is followed.
 *
 * <p>Asked where the network and poolwarden's own parts are well: else a host may rightly say what is only its own view.
 */
final class MajorityBeforeDeed implements Invariant {

    private static final Set<CommandKind> KINDS = Set.of(CommandKind.FENCE, CommandKind.PROMOTE);

    /** A testimony counts for two rounds; it may be about what was so when its round began. */
    private static final int ROUNDS = 3;

    @Override
    public String name() {
        return "majority-before-deed";
    }

    @Override
    public Checked check(Chronicle story) {
        Checked checked = new Checked(name());
        for (Deed deed : story.deeds()) {
            if (isBoundToMajority(deed.command())
                    && Disturbance.until(story, deed.issued()).isEmpty()) {
                test(story, deed, checked);
            }
        }
        return checked;
    }

    private static boolean isBoundToMajority(RecoveryCommand command) {
        return KINDS.contains(command.getKind()) && command.getApproval().isEmpty();
    }

    private static void test(Chronicle story, Deed deed, Checked checked) {
        Duration since = deed.issued().minus(Heartbeat.of(story).multipliedBy(ROUNDS));
        List<Scene> heard = story.scenes(deed.pool(), since, deed.issued());
        String old = deed.command().getOldMaster().orElse("");
        Set<String> witnesses =
                heard.stream().flatMap(scene -> leaderless(scene, old).stream()).collect(Collectors.toSet());
        long size = heard.stream()
                .mapToLong(scene ->
                        scene.hosts().stream().filter(HostTruth::powered).count())
                .min()
                .orElseThrow();
        checked.test(
                2L * witnesses.size() > size,
                deed.issued(),
                deed + " although only " + witnesses + " of " + size + " hosts were without their master");
    }

    /** Addresses of the hosts that can say that their master is gone, and are right. */
    private static List<String> leaderless(Scene scene, String old) {
        boolean ruled = scene.masters().stream().anyMatch(HostTruth::answersAsMaster);
        return scene.hosts().stream()
                .filter(host -> host.up() && !host.address().equals(old))
                .filter(host -> !host.follows() || !ruled)
                .map(HostTruth::address)
                .toList();
    }
}
