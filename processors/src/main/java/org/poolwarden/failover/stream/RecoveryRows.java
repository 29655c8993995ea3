package org.poolwarden.failover.stream;

import java.time.Instant;
import java.util.Optional;
import org.poolwarden.failover.Approval;
import org.poolwarden.failover.Budget;
import org.poolwarden.failover.Consents;
import org.poolwarden.failover.PoolState;
import org.poolwarden.failover.Recovery;
import org.poolwarden.failover.Rejection;
import org.poolwarden.failover.Rung;
import org.poolwarden.failover.stream.row.ApprovalRow;
import org.poolwarden.failover.stream.row.AskRow;
import org.poolwarden.failover.stream.row.PoolRow;
import org.poolwarden.failover.stream.row.RecoveryRow;
import org.poolwarden.failover.stream.row.RejectionRow;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.RecoveryGrant;

/** The part of a pool's row that is about its recovery and what people and the fleet have said of it. */
final class RecoveryRows {

    private RecoveryRows() {}

    static void fill(PoolRow.Builder row, PoolState state) {
        row.setRecovery(state.recovery().map(RecoveryRows::toRow).orElse(null))
                .setUnprovenPromotions(state.promotions().unproven())
                .setPromotionAcceptedAt(state.promotions()
                        .acceptedAt()
                        .map(Instant::toEpochMilli)
                        .orElse(null))
                .setJoined(state.budget().joined())
                .setAsk(state.budget().ask().map(RecoveryRows::toRow).orElse(null))
                .setApprovals(state.consents().approvals().stream()
                        .map(RecoveryRows::toRow)
                        .toList())
                .setRejections(state.consents().rejections().stream()
                        .map(RecoveryRows::toRow)
                        .toList());
    }

    static Recovery toRecovery(RecoveryRow row) {
        Rung rung = new Rung(
                row.getCommandId(),
                CommandKind.valueOf(row.getKind()),
                row.getHost(),
                Instant.ofEpochMilli(row.getIssuedAt()),
                Instant.ofEpochMilli(row.getNotAfter()),
                Rung.Stage.valueOf(row.getStage()),
                Instant.ofEpochMilli(row.getSince()));
        return new Recovery(
                row.getOldMaster(),
                row.getNewMaster(),
                row.getPromoted(),
                row.getFollowers(),
                row.getAbsent(),
                row.getVms(),
                row.getApproval(),
                row.getOpen(),
                rung);
    }

    static Budget toBudget(PoolRow row) {
        return new Budget(row.getJoined(), row.getAsk().map(ask -> toAsk(ask, row.getPool())));
    }

    static Consents toConsents(PoolRow row) {
        return new Consents(
                row.getApprovals().stream().map(RecoveryRows::toApproval).toList(),
                row.getRejections().stream().map(RecoveryRows::toRejection).toList());
    }

    private static RecoveryRow toRow(Recovery recovery) {
        Rung rung = recovery.rung();
        return RecoveryRow.newBuilder()
                .setOldMaster(recovery.oldMaster())
                .setNewMaster(recovery.newMaster().orElse(null))
                .setPromoted(recovery.promoted())
                .setFollowers(recovery.followers())
                .setAbsent(recovery.absent())
                .setVms(recovery.vms())
                .setApproval(recovery.approval().orElse(null))
                .setOpen(recovery.open())
                .setCommandId(rung.commandId())
                .setKind(rung.kind().name())
                .setHost(rung.host())
                .setIssuedAt(rung.issuedAt().toEpochMilli())
                .setNotAfter(rung.notAfter().toEpochMilli())
                .setStage(rung.stage().name())
                .setSince(rung.since().toEpochMilli())
                .build();
    }

    private static AskRow toRow(Budget.Ask ask) {
        AskRow.Builder row = AskRow.newBuilder().setId(ask.id()).setAt(ask.at().toEpochMilli());
        ask.grant().ifPresent(grant -> row.setGranted(grant.getGranted())
                .setRecovering(grant.getRecovering())
                .setLimit(grant.getLimit())
                .setPools(grant.getPools())
                .setAnsweredAt(grant.getAt().toEpochMilli()));
        return row.build();
    }

    private static Budget.Ask toAsk(AskRow row, String pool) {
        Optional<RecoveryGrant> grant = row.getGranted()
                .map(granted -> new RecoveryGrant(
                        row.getId(),
                        pool,
                        granted,
                        row.getRecovering(),
                        row.getLimit(),
                        row.getPools(),
                        Instant.ofEpochMilli(row.getAnsweredAt())));
        return new Budget.Ask(row.getId(), Instant.ofEpochMilli(row.getAt()), grant);
    }

    private static ApprovalRow toRow(Approval a) {
        return new ApprovalRow(
                a.id(),
                a.command().name(),
                a.host().orElse(null),
                a.verifiedDown().orElse(null),
                a.epoch(),
                a.at().toEpochMilli(),
                a.author());
    }

    private static Approval toApproval(ApprovalRow row) {
        return new Approval(
                row.getId(),
                CommandKind.valueOf(row.getCommand()),
                row.getHost(),
                row.getVerifiedDown(),
                row.getEpoch(),
                Instant.ofEpochMilli(row.getAt()),
                row.getAuthor());
    }

    private static RejectionRow toRow(Rejection r) {
        return new RejectionRow(r.command().name(), r.host().orElse(null), r.epoch(), r.author(), r.reason());
    }

    private static Rejection toRejection(RejectionRow row) {
        return new Rejection(
                CommandKind.valueOf(row.getCommand()), row.getHost(), row.getEpoch(), row.getAuthor(), row.getReason());
    }
}
