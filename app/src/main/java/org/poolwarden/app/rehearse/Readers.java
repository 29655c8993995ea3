package org.poolwarden.app.rehearse;

import java.time.Instant;
import java.util.function.BiConsumer;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;

/** Who reads what the topology writes; each gets the append time and the record. */
record Readers(
        BiConsumer<Instant, Finding> findings,
        BiConsumer<Instant, Alert> alerts,
        BiConsumer<Instant, RecoveryCommand> commands,
        BiConsumer<Instant, RecoveryOutcome> outcomes) {}
