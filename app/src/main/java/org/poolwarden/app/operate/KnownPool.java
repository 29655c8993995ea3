package org.poolwarden.app.operate;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.poolwarden.app.spelling.Nearest;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.AlertState;
import org.poolwarden.schema.Evidence;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.RecoveryProgress;
import org.poolwarden.schema.Severity;
import org.poolwarden.schema.VerdictKind;
import org.poolwarden.schema.WithheldCommand;

/**
 * A pool as the last records of the compacted topics tell it.
 *
 * @param judged empty while nobody has judged it
 * @param written the last policy somebody wrote; empty where the defaults rule
 * @param alerts the last record of each alert, firing or resolved
 */
public record KnownPool(String name, Optional<Judged> judged, Optional<PoolPolicy> written, List<KnownAlert> alerts) {

    private static final Comparator<KnownAlert> GRAVEST_FIRST = Comparator.comparing(KnownAlert::severity)
            .reversed()
            .thenComparing(known -> known.alert().getKey());

    /**
     * The last finding.
     *
     * @param since since when its verdict holds, by the broker's append time; as far back as the topic reaches
     */
    public record Judged(Finding finding, Instant since) {

        Judged then(Finding next) {
            boolean same = next.getVerdict() == finding.getVerdict();
            return new Judged(next, same ? since : next.getJudgedAt());
        }
    }

    /**
     * The last record of an alert.
     *
     * @param acknowledgedBy who has acknowledged it since it was written, or before
     */
    public record KnownAlert(Alert alert, Optional<String> acknowledgedBy) {

        public Severity severity() {
            return alert.getSeverity();
        }

        /** Its key without the pool: kind, and host where there is one. */
        public String about() {
            return alert.getKey().substring(alert.getPool().length() + 1);
        }

        boolean isFiring() {
            return alert.getState() == AlertState.FIRING;
        }
    }

    public KnownPool {
        alerts = alerts.stream().sorted(GRAVEST_FIRST).toList();
    }

    public Optional<Finding> finding() {
        return judged.map(Judged::finding);
    }

    public PoolPolicy policy() {
        return written.orElseGet(() -> PoolPolicy.newBuilder().setPool(name).build());
    }

    public List<KnownAlert> firing() {
        return alerts.stream().filter(KnownAlert::isFiring).toList();
    }

    public List<WithheldCommand> withheld() {
        return finding().map(Finding::getWithheld).orElse(List.of());
    }

    /** The recovery whose command has not ended yet. */
    public Optional<RecoveryProgress> inFlight() {
        return finding().flatMap(Finding::getRecovery).filter(recovery -> List.of(
                        "ISSUED", "STARTED", "ACCEPTED", "UNKNOWN")
                .contains(recovery.getStage()));
    }

    /** Whether a person's word on a command may be asked for: something is lost, held back or under way. */
    public boolean hasOpenIncident() {
        boolean calls = firing().stream()
                .map(known -> known.alert().getKind())
                .anyMatch(List.of(VerdictKind.MASTER_LOST.name(), VerdictKind.SPLIT_BRAIN.name())::contains);
        return calls || !withheld().isEmpty() || inFlight().isPresent();
    }

    /** The hosts of the last finding's evidence, ordered by address. */
    public List<KnownHost> hosts() {
        return evidence().stream()
                .map(seen -> new KnownHost(name, seen.getHost(), seen.getAddress()))
                .distinct()
                .toList();
    }

    public List<Evidence> evidence() {
        return finding().map(Finding::getEvidence).orElse(List.of());
    }

    Optional<KnownHost> host(String word) {
        return hosts().stream().filter(host -> host.isCalled(word)).findFirst();
    }

    KnownHost requireHost(String word) throws Trouble {
        return host(word)
                .orElseThrow(() -> Trouble.usage(Nearest.unknown(
                        "host of pool " + name,
                        word,
                        hosts().stream().map(KnownHost::name).toList())));
    }

    /** Name of a host of this pool; the address where it is not known. */
    public String nameOf(String address) {
        return host(address).map(KnownHost::name).orElse(address);
    }

    /** Name and address of a host of this pool; the address alone where it is not known. */
    public String called(String address) {
        return host(address).map(KnownHost::inFull).orElse(address);
    }

    /** A sentence on a host's sign of life in the last finding, for which a word that calls it down is refused. */
    Optional<String> lifeOf(String address) {
        return evidence().stream()
                .filter(seen -> seen.getAddress().equals(address) && isAlive(seen))
                .findFirst()
                .map(seen -> "Beware: " + called(address) + " shows life, " + seen.getAnswer() + " with power "
                        + seen.getPower() + " at " + Moments.text(seen.getAt()));
    }

    private static boolean isAlive(Evidence seen) {
        return switch (seen.getAnswer()) {
            case MASTER, SLAVE, EMERGENCY, TOOLSTACK_CLOSED, BAD_CREDENTIALS, OTHER_ERROR, TLS_FAILED, SILENT -> true;
            case REFUSED, UNREACHABLE, UNSPECIFIED -> seen.getPower() == Power.ON;
        };
    }
}
