package org.poolwarden.app.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.poolwarden.app.timeline.Note.Kind;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.AlertState;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.Testimony;
import org.poolwarden.schema.WithheldCommand;
import org.poolwarden.sim.SimEvent;

/** Writes down what happens to pools, in the order in which it is told. For several threads at once. */
public final class Notebook {

    private final Instant start;
    private final Map<String, String> names;
    private final Consumer<Note> notes;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Set<String> incidents = ConcurrentHashMap.newKeySet();

    /**
     * @param start what times are counted from
     * @param names of hosts, by address
     * @param notes gets each note at once
     */
    public Notebook(Instant start, Map<String, String> names, Consumer<Note> notes) {
        this.start = start;
        this.names = Map.copyOf(names);
        this.notes = notes;
    }

    public void fault(Instant at, String what) {
        add(at, Kind.FAULT, "", Set.of(), what, "", "");
    }

    public void world(SimEvent event) {
        if (!event.host().isEmpty()) {
            add(event.at(), Kind.WORLD, event.pool(), Set.of(event.host()), event.what(), "", "");
        }
    }

    /** Only what a host answers otherwise than before. */
    public void heartbeat(Instant at, HostHeartbeat heartbeat) {
        StringBuilder answer = new StringBuilder(heartbeat.getAnswer().name());
        heartbeat.getMasterAddress().ifPresent(master -> answer.append(" of ").append(name(master)));
        if (heartbeat.getTestimony() == Testimony.LOST) {
            answer.append(", has lost it");
        }
        if (heartbeat.getPower() != Power.NOT_READ) {
            answer.append(", power ").append(heartbeat.getPower());
        }
        String who = heartbeat.getPool() + "/" + heartbeat.getHost() + " to " + heartbeat.getObserver();
        String said = answer.toString();
        if (!said.equals(answers.put(who, said))) {
            add(
                    at,
                    Kind.ANSWER,
                    heartbeat.getPool(),
                    Set.of(heartbeat.getHost()),
                    said,
                    "",
                    "to " + heartbeat.getObserver());
        }
    }

    public void finding(Instant at, Finding finding) {
        String pool = finding.getPool();
        add(
                at,
                Kind.FINDING,
                pool,
                names(finding.getHosts()),
                finding.getVerdict().name(),
                finding.getMaster().map(this::name).orElse(""),
                finding.getReason());
        for (WithheldCommand withheld : finding.getWithheld()) {
            add(
                    at,
                    Kind.WITHHELD,
                    pool,
                    names(withheld.getHost().stream().toList()),
                    withheld.getCommand().name(),
                    withheld.getGuard().name(),
                    withheld.getLifts());
        }
    }

    public void alert(Instant at, Alert alert) {
        boolean firing = alert.getState() == AlertState.FIRING;
        boolean first = incidents.add(alert.getKey() + alert.getStartsAt());
        Kind kind = firing ? first ? Kind.ALERT : Kind.REOPENED : Kind.RESOLVED;
        add(
                at,
                kind,
                alert.getPool(),
                names(alert.getHost().stream().toList()),
                alert.getKind(),
                firing ? alert.getSeverity().name() : "",
                firing ? alert.getSummary() : "");
    }

    public void command(Instant at, RecoveryCommand command) {
        add(
                at,
                Kind.COMMAND,
                command.getPool(),
                Set.of(name(command.getHost())),
                command.getKind().name(),
                "",
                command.getReason());
    }

    public void outcome(Instant at, RecoveryOutcome outcome) {
        add(
                at,
                Kind.OUTCOME,
                outcome.getPool(),
                Set.of(name(outcome.getHost())),
                outcome.getKind().name(),
                outcome.getResult().name(),
                outcome.getDetail());
    }

    private synchronized void add(
            Instant at, Kind kind, String pool, Set<String> hosts, String what, String detail, String sentence) {
        notes.accept(new Note(Duration.between(start, at), kind, pool, hosts, what, detail, sentence));
    }

    private Set<String> names(List<String> addresses) {
        Set<String> all = new HashSet<>();
        addresses.forEach(address -> all.add(name(address)));
        return all;
    }

    private String name(String address) {
        return Optional.ofNullable(names.get(address)).orElse(address);
    }
}
