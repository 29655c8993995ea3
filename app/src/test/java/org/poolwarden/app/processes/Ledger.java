package org.poolwarden.app.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.AlertState;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Evidence;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryGrant;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.RecoveryRequest;
import org.poolwarden.schema.RequestKind;
import org.poolwarden.schema.VerdictKind;
import org.poolwarden.schema.topic.Topics;

/** All that was decided, as anybody reads it who reads what is committed; and what must hold of it. */
final class Ledger {

    private final List<Written<HostHeartbeat>> heartbeats;
    private final List<Written<Finding>> findings;
    private final List<Written<Alert>> alerts;
    private final List<Written<RecoveryCommand>> commands;
    private final List<Written<RecoveryOutcome>> outcomes;
    private final List<Written<RecoveryRequest>> requests;
    private final List<Written<RecoveryGrant>> grants;

    private Ledger(Broker broker, Topics topics) {
        heartbeats = broker.read(topics.heartbeats());
        findings = broker.read(topics.findings());
        alerts = broker.read(topics.alerts());
        commands = broker.read(topics.commands());
        outcomes = broker.read(topics.outcomes());
        requests = broker.read(topics.requests());
        grants = broker.read(topics.grants());
    }

    static Ledger of(Broker broker, Topics topics) {
        return new Ledger(broker, topics);
    }

    List<Written<RecoveryCommand>> commands() {
        return commands;
    }

    /** Each of {@code pools} was recovered once: one promotion, the slave that was left, and what the fleet was told. */
    void hasOneRecoveryOf(List<StagedPool> pools) {
        assertThat(commands)
                .extracting(command -> command.value().getId())
                .as("no id is issued twice")
                .doesNotHaveDuplicates();
        for (StagedPool pool : pools) {
            assertThat(of(pool, commands))
                    .extracting(RecoveryCommand::getKind)
                    .as("commands of " + pool.name())
                    .containsExactly(CommandKind.PROMOTE, CommandKind.RECOVER_SLAVES);
            of(pool, commands).forEach(this::isReportedOnce);
        }
        pools.forEach(pool -> {
            List<RequestKind> said = requests.stream()
                    .map(Written::value)
                    .filter(request -> request.getPool().equals(pool.name()))
                    .map(RecoveryRequest::getKind)
                    .toList();
            assertThat(said.get(0)).isEqualTo(RequestKind.JOIN);
            alternates("requests of " + pool.name(), said.subList(1, said.size()), RequestKind.ASK, RequestKind.END);
        });
    }

    private static <K> void alternates(String whose, List<K> said, K first, K second) {
        for (int i = 0; i < said.size(); i++) {
            assertThat(said.get(i)).as(whose + ": " + said).isEqualTo(i % 2 == 0 ? first : second);
        }
    }

    private void isReportedOnce(RecoveryCommand command) {
        assertThat(outcomes.stream().map(Written::value).filter(outcome -> outcome.getCommandId()
                        .equals(command.getId())))
                .extracting(RecoveryOutcome::getResult)
                .as("outcomes of " + command.getId())
                .containsExactly(OutcomeResult.STARTED, OutcomeResult.ACCEPTED, OutcomeResult.SUCCEEDED);
    }

    /** Every alert fires before it resolves and never twice; that of a lost master does both once. */
    void hasOneAlertOfEachLoss(List<StagedPool> pools) {
        Map<String, List<AlertState>> states = new TreeMap<>();
        alerts.forEach(alert -> states.computeIfAbsent(alert.key(), key -> new ArrayList<>())
                .add(alert.value().getState()));
        states.forEach((key, said) -> alternates("alert " + key, said, AlertState.FIRING, AlertState.RESOLVED));
        pools.forEach(pool -> assertThat(states.get(pool.name() + "/" + VerdictKind.MASTER_LOST))
                .as("the lost master of " + pool.name())
                .containsExactly(AlertState.FIRING, AlertState.RESOLVED));
    }

    /** What a finding rests on lies where it says, and a later finding of a pool never rests on an earlier word. */
    void isTrueToItsEvidence() {
        Map<String, HostHeartbeat> said = new HashMap<>();
        heartbeats.forEach(heartbeat -> said.put(heartbeat.partition() + "@" + heartbeat.offset(), heartbeat.value()));
        Map<String, Long> last = new HashMap<>();
        for (Written<Finding> finding : findings) {
            for (Evidence evidence : finding.value().getEvidence()) {
                HostHeartbeat heartbeat = said.get(evidence.getPartition() + "@" + evidence.getOffset());
                assertThat(heartbeat.getPool()).isEqualTo(finding.key());
                assertThat(heartbeat.getAddress()).isEqualTo(evidence.getAddress());
                assertThat(heartbeat.getRound()).isEqualTo(evidence.getRound());
                Long before = last.put(finding.key() + " " + evidence.getAddress(), evidence.getOffset());
                assertThat(evidence.getOffset())
                        .as("evidence of " + evidence.getAddress() + " in finding " + finding.offset())
                        .isGreaterThanOrEqualTo(before == null ? 0 : before);
            }
        }
    }

    /** From its grant to its end a recovery counts: at no time are there more than {@code limit}. */
    void keepsTheBudget(int limit) {
        record Change(Instant at, boolean begins, String id) {}
        Stream<Change> begun = grants.stream()
                .filter(grant -> grant.value().getGranted())
                .map(grant -> new Change(grant.at(), true, grant.value().getId()));
        Stream<Change> ended = requests.stream()
                .filter(request -> request.value().getKind() == RequestKind.END)
                .map(request -> new Change(request.at(), false, request.value().getId()));
        Set<String> open = new TreeSet<>();
        Stream.concat(begun, ended)
                .sorted(Comparator.comparing(Change::at).thenComparing(Change::begins))
                .forEach(change -> {
                    if (change.begins) {
                        open.add(change.id);
                    } else {
                        open.remove(change.id);
                    }
                    assertThat(open).as("recoveries at " + change.at).hasSizeLessThanOrEqualTo(limit);
                });
        assertThat(open).as("recoveries in the end").isEmpty();
        assertThat(grants).as("so many at once that some had to wait").anyMatch(grant -> !grant.value()
                .getGranted());
    }

    /** No command rests on evidence that was older than {@code age} when it was appended, both by the broker's clock. */
    void commandsNothingOfThePast(Duration age) {
        assertThat(commands).allSatisfy(command -> assertThat(age(command)).isLessThanOrEqualTo(age));
    }

    private static Duration age(Written<RecoveryCommand> command) {
        return Duration.between(command.value().getIssuedAt(), command.at());
    }

    private static <V extends SpecificRecord> List<V> of(StagedPool pool, List<Written<V>> records) {
        return records.stream()
                .filter(record -> pool.name().equals(record.key()))
                .map(Written::value)
                .toList();
    }

    @Override
    public String toString() {
        Map<CommandKind, Long> kinds = commands.stream()
                .collect(Collectors.groupingBy(
                        command -> command.value().getKind(), TreeMap::new, Collectors.counting()));
        Map<OutcomeResult, Long> results = outcomes.stream()
                .collect(Collectors.groupingBy(
                        outcome -> outcome.value().getResult(), TreeMap::new, Collectors.counting()));
        long incidents = alerts.stream()
                .filter(alert -> alert.value().getKind().equals(VerdictKind.MASTER_LOST.name()))
                .filter(alert -> alert.value().getState() == AlertState.FIRING)
                .count();
        long denied =
                grants.stream().filter(grant -> !grant.value().getGranted()).count();
        Duration oldest = commands.stream()
                .map(Ledger::age)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return heartbeats.size() + " heartbeats, " + incidents + " incidents, commands " + kinds + ", outcomes "
                + results
                + ", " + denied + " denied by the budget, " + findings.size()
                + " findings, oldest evidence of a command "
                + oldest.toMillis() + " ms";
    }
}
