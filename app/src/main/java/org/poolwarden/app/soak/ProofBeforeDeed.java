package org.poolwarden.app.soak;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;

/** The proof that a carried out command names is true of the world, and none that needs one goes without. */
final class ProofBeforeDeed implements Invariant {

    @Override
    public String name() {
        return "proof-before-deed";
    }

    @Override
    public Checked check(Chronicle story) {
        Checked checked = new Checked(name());
        story.deeds().forEach(deed -> {
            Optional<String> trouble = trouble(story, deed);
            checked.test(trouble.isEmpty(), deed.started(), deed + " although " + trouble.orElse(""));
        });
        return checked;
    }

    private static Optional<String> trouble(Chronicle story, Deed deed) {
        RecoveryCommand command = deed.command();
        return switch (command.getKind()) {
            case PROMOTE -> promotion(story, deed);
            case FENCE -> policy(story, deed).getAutoFence()
                            || command.getApproval().isPresent()
                    ? Optional.empty()
                    : Optional.of("nobody allowed it");
            case DECLARE_DEAD, START_VMS -> burial(story, deed);
            case RECOVER_SLAVES, REPOINT, DESIGNATE, UNSPECIFIED -> Optional.empty();
        };
    }

    private static Optional<String> promotion(Chronicle story, Deed deed) {
        Proof proof = deed.command().getProof();
        String old = deed.command().getOldMaster().orElse("");
        return switch (proof) {
            case POWER_OFF -> when(throughout(story, deed, old, HostTruth::powered), old + " has power");
            case IS_SLAVE -> when(throughout(story, deed, old, HostTruth::master), old + " is master");
            case APPROVAL -> when(deed.command().getApproval().isEmpty(), "no approval is named");
            case POLICY -> when(!policy(story, deed).getPromoteWithoutFence(), "the policy does not allow it");
            case NONE, UNSPECIFIED -> when(!old.isEmpty(), "there is no proof about " + old);
        };
    }

    /** Strict proof: it has no power, or a person has verified it down. */
    private static Optional<String> burial(Chronicle story, Deed deed) {
        String dead = deed.command().getHost();
        boolean misled = story.isMisled(deed.pool(), deed.done());
        return when(throughout(story, deed, dead, HostTruth::up) && !misled, "it lives");
    }

    private static boolean throughout(Chronicle story, Deed deed, String host, Predicate<HostTruth> what) {
        List<Scene> during = story.scenes(deed.pool(), deed.started(), deed.done());
        return during.stream().allMatch(scene -> scene.host(host).filter(what).isPresent());
    }

    private static PoolPolicy policy(Chronicle story, Deed deed) {
        return story.policy(deed.pool(), deed.issued()).orElseThrow().what();
    }

    private static Optional<String> when(boolean wrong, String trouble) {
        return wrong ? Optional.of(trouble) : Optional.empty();
    }
}
