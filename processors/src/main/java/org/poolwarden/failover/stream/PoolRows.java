package org.poolwarden.failover.stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.poolwarden.failover.AlertBook;
import org.poolwarden.failover.Approval;
import org.poolwarden.failover.OpenAlert;
import org.poolwarden.failover.PoolState;
import org.poolwarden.failover.Recovery;
import org.poolwarden.failover.Standing;
import org.poolwarden.failover.Standing.HaReading;
import org.poolwarden.failover.Standing.MemberId;
import org.poolwarden.failover.stream.row.AlertRow;
import org.poolwarden.failover.stream.row.ApprovalRow;
import org.poolwarden.failover.stream.row.MemberRow;
import org.poolwarden.failover.stream.row.PoolRow;
import org.poolwarden.failover.stream.row.RecoveryRow;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.HaStatement;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.Severity;

/** A pool's state as a row, and back. Enums are kept by name. */
final class PoolRows {

    private PoolRows() {}

    static PoolRow toRow(PoolState state) {
        Standing standing = state.standing();
        PoolPolicy policy = state.policy();
        return PoolRow.newBuilder()
                .setPool(policy.getPool())
                .setMaster(standing.master().orElse(null))
                .setPoolUuid(standing.poolUuid().orElse(null))
                .setMembers(standing.members().stream().map(PoolRows::toRow).toList())
                .setProposed(standing.proposed().stream().map(PoolRows::toRow).toList())
                .setHaEnabled(standing.ha().map(HaReading::enabled).orElse(null))
                .setHaReadAt(standing.ha().map(ha -> ha.at().toEpochMilli()).orElse(null))
                .setEpoch(standing.epoch())
                .setLostTestified(standing.lostTestified())
                .setSaid(state.said())
                .setRecovery(state.recovery().map(PoolRows::toRow).orElse(null))
                .setApproval(state.approval().map(PoolRows::toRow).orElse(null))
                .setAlerts(state.alerts().open().values().stream()
                        .map(PoolRows::toRow)
                        .toList())
                .setMode(policy.getMode().name())
                .setAutoFence(policy.getAutoFence())
                .setPromoteWithoutFence(policy.getPromoteWithoutFence())
                .setHa(policy.getHa().name())
                .setHeartbeatMs(policy.getHeartbeatMs().orElse(null))
                .setDeadlineMs(policy.getDeadlineMs().orElse(null))
                .setBootAllowanceMs(policy.getBootAllowanceMs().orElse(null))
                .setPaused(policy.getPaused())
                .setMaintenanceUntil(
                        policy.getMaintenanceUntil().map(Instant::toEpochMilli).orElse(null))
                .build();
    }

    static PoolState toState(PoolRow row) {
        Standing standing = new Standing(
                row.getMaster(),
                row.getPoolUuid(),
                row.getMembers().stream().map(PoolRows::toMember).toList(),
                row.getProposed().stream().map(PoolRows::toMember).toList(),
                row.getHaEnabled()
                        .map(enabled -> new HaReading(
                                enabled, Instant.ofEpochMilli(row.getHaReadAt().orElse(0L)))),
                row.getEpoch(),
                row.getLostTestified());
        return new PoolState(
                standing,
                row.getSaid(),
                row.getRecovery().map(PoolRows::toRecovery),
                row.getApproval().map(PoolRows::toApproval),
                AlertBook.of(row.getAlerts().stream().map(PoolRows::toAlert).toList()),
                toPolicy(row));
    }

    private static PoolPolicy toPolicy(PoolRow row) {
        return PoolPolicy.newBuilder()
                .setPool(row.getPool())
                .setMode(Mode.valueOf(row.getMode()))
                .setAutoFence(row.getAutoFence())
                .setPromoteWithoutFence(row.getPromoteWithoutFence())
                .setHa(HaStatement.valueOf(row.getHa()))
                .setHeartbeatMs(row.getHeartbeatMs().orElse(null))
                .setDeadlineMs(row.getDeadlineMs().orElse(null))
                .setBootAllowanceMs(row.getBootAllowanceMs().orElse(null))
                .setPaused(row.getPaused())
                .setMaintenanceUntil(
                        row.getMaintenanceUntil().map(Instant::ofEpochMilli).orElse(null))
                .build();
    }

    private static MemberRow toRow(MemberId m) {
        return new MemberRow(m.uuid(), m.name(), m.address(), m.version(), m.enabled());
    }

    private static MemberId toMember(MemberRow row) {
        return new MemberId(row.getUuid(), row.getName(), row.getAddress(), row.getVersion(), row.getEnabled());
    }

    private static RecoveryRow toRow(Recovery r) {
        return new RecoveryRow(
                r.commandId(),
                r.kind().name(),
                r.host(),
                r.followers(),
                r.approval().orElse(null),
                r.notAfter().toEpochMilli(),
                r.stage().name(),
                r.since().toEpochMilli());
    }

    private static Recovery toRecovery(RecoveryRow row) {
        return new Recovery(
                row.getCommandId(),
                CommandKind.valueOf(row.getKind()),
                row.getHost(),
                List.copyOf(row.getFollowers()),
                row.getApproval(),
                Instant.ofEpochMilli(row.getNotAfter()),
                Recovery.Stage.valueOf(row.getStage()),
                Instant.ofEpochMilli(row.getSince()));
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

    private static AlertRow toRow(OpenAlert a) {
        return new AlertRow(
                a.kind(),
                a.host().orElse(null),
                a.severity().name(),
                a.summary(),
                a.startsAt().toEpochMilli(),
                a.resolvedAt().map(Instant::toEpochMilli).orElse(null),
                a.reopened());
    }

    /** Clean rounds are counted afresh after a restart: what was heard before is not trusted. */
    private static OpenAlert toAlert(AlertRow row) {
        return new OpenAlert(
                row.getKind(),
                row.getHost(),
                Severity.valueOf(row.getSeverity()),
                row.getSummary(),
                Instant.ofEpochMilli(row.getStartsAt()),
                Optional.empty(),
                0,
                row.getResolvedAt().map(Instant::ofEpochMilli),
                row.getReopened());
    }
}
