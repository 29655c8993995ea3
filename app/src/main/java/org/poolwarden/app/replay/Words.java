package org.poolwarden.app.replay;

import java.util.List;
import java.util.stream.Collectors;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.WithheldCommand;

/** Decisions in words. */
final class Words {

    private Words() {}

    /** All that was decided at one instant; {@code -} when nothing new is said. */
    static String of(List<Decided> decided) {
        return decided.isEmpty()
                ? "-"
                : decided.stream().map(Words::what).distinct().collect(Collectors.joining("; "));
    }

    /** {@code MASTER_LOST (UNREACHABLE), withheld PROMOTE of 10.0.0.2: MODE}, or {@code PROMOTE of beta (10.0.0.2)}. */
    static String what(Decided decided) {
        return decided.record() instanceof Finding finding
                ? verdict(finding)
                : order((RecoveryCommand) decided.record());
    }

    static String why(Decided decided) {
        return decided.record() instanceof Finding finding
                ? finding.getReason()
                : ((RecoveryCommand) decided.record()).getReason();
    }

    private static String verdict(Finding finding) {
        return finding.getVerdict()
                + finding.getHow().map(how -> " (" + how + ")").orElse("")
                + finding.getWithheld().stream().map(Words::held).collect(Collectors.joining());
    }

    private static String held(WithheldCommand held) {
        return ", withheld " + held.getCommand()
                + held.getHost().map(host -> " of " + host).orElse("") + ": " + held.getGuard();
    }

    private static String order(RecoveryCommand command) {
        return "command " + command.getKind() + " of " + command.getHostName() + " (" + command.getHost() + ")";
    }
}
