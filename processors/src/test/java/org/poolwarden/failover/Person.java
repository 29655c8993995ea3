package org.poolwarden.failover;

import org.poolwarden.schema.ActionKind;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.OperatorAction;

/** What people write on xen.operator-actions. */
final class Person {

    private Person() {}

    static OperatorAction.Builder approves(CommandKind command, String host) {
        return says(ActionKind.APPROVE).setCommand(command).setHost(host);
    }

    static OperatorAction.Builder approves(CommandKind command, String host, String verifiedDown) {
        return approves(command, host).setVerifiedDown(verifiedDown);
    }

    static OperatorAction.Builder rejects(CommandKind command, String host) {
        return says(ActionKind.REJECT).setCommand(command).setHost(host);
    }

    static OperatorAction.Builder acknowledges(String alertKey) {
        return says(ActionKind.ACKNOWLEDGE).setAlertKey(alertKey);
    }

    private static OperatorAction.Builder says(ActionKind kind) {
        return OperatorAction.newBuilder()
                .setPool("closet")
                .setKind(kind)
                .setAuthor("ada")
                .setReason("looked at it");
    }
}
