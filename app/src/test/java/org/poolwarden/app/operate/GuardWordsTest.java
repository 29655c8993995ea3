package org.poolwarden.app.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.poolwarden.app.operate.GuardWords.Effect;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.WithheldCommand;

/** What the verbs say an approval does must be what the processors' rules make of it. */
class GuardWordsTest {

    @ParameterizedTest
    @CsvSource({
        "PROMOTE,       MODE,        false, LIFTS",
        "PROMOTE,       ANTI_FLAP,   false, LIFTS",
        "PROMOTE,       BUDGET,      false, LIFTS",
        "PROMOTE,       FENCE_PROOF, false, STAYS",
        "PROMOTE,       FENCE_PROOF, true,  LIFTS",
        "PROMOTE,       MAJORITY,    false, STAYS",
        "PROMOTE,       MAJORITY,    true,  LIFTS",
        "FENCE,         MAJORITY,    false, MAY_LIFT",
        "REPOINT,       FENCE_PROOF, true,  STAYS",
        "REPOINT,       MAJORITY,    true,  STAYS",
        "DECLARE_DEAD,  FENCE_PROOF, true,  LIFTS",
        "START_VMS,     FENCE_PROOF, true,  LIFTS",
        "START_VMS,     FENCE_PROOF, false, STAYS"
    })
    void anApprovalLiftsWhatItIsAProofOf(CommandKind command, Guard guard, boolean verifiedDown, Effect effect) {
        assertThat(GuardWords.ofApproval(held(command, guard), verifiedDown, Mode.ADVISE))
                .isEqualTo(effect);
    }

    @ParameterizedTest
    @EnumSource(
            value = Guard.class,
            names = {
                "ALIVE",
                "HA_OWNS",
                "CATCHING_UP",
                "MAINTENANCE",
                "PAUSED",
                "IN_FLIGHT",
                "EPOCH",
                "EXPIRED",
                "CANDIDATE"
            })
    void noApprovalLiftsWhatIsNotForPeopleToSay(Guard guard) {
        assertThat(GuardWords.ofApproval(held(CommandKind.PROMOTE, guard), true, Mode.AUTO))
                .isEqualTo(Effect.STAYS);
    }

    @Test
    void whereAPoolIsOnlyObservedNobodyCanApprove() {
        assertThat(GuardWords.ofApproval(held(CommandKind.PROMOTE, Guard.MODE), true, Mode.OBSERVE))
                .isEqualTo(Effect.STAYS);
    }

    @Test
    void everyGuardHasItsReason() {
        assertThat(Arrays.stream(Guard.values()).filter(guard -> guard != Guard.UNSPECIFIED))
                .allSatisfy(guard -> assertThat(GuardWords.purpose(guard)).isNotBlank());
    }

    private static WithheldCommand held(CommandKind command, Guard guard) {
        return new WithheldCommand(command, "10.0.0.2", guard, "what lifts it");
    }
}
