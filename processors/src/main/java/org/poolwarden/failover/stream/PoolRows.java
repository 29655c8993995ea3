package org.poolwarden.failover.stream;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.poolwarden.failover.AlertBook;
import org.poolwarden.failover.Membership;
import org.poolwarden.failover.Membership.MemberId;
import org.poolwarden.failover.OpenAlert;
import org.poolwarden.failover.PoolState;
import org.poolwarden.failover.Promotions;
import org.poolwarden.failover.Standing;
import org.poolwarden.failover.Standing.HaReading;
import org.poolwarden.failover.stream.row.AlertRow;
import org.poolwarden.failover.stream.row.MemberRow;
import org.poolwarden.failover.stream.row.PoolRow;
import org.poolwarden.failover.stream.row.WindowRow;
import org.poolwarden.schema.HaStatement;
import org.poolwarden.schema.MaintenanceWindow;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.Severity;

/** A pool's state as a row, and back. Enums are kept by name. */
final class PoolRows {

    private PoolRows() {}

    static Serde<PoolState> serde() {
        return FailoverRows.POOL.serde(PoolRows::toRow, PoolRows::toState);
    }

    static PoolRow toRow(PoolState state) {
        Standing standing = state.standing();
        Membership membership = standing.membership();
        PoolRow.Builder row = PoolRow.newBuilder()
                .setPool(state.policy().getPool())
                .setMaster(standing.master().orElse(null))
                .setPoolUuid(standing.poolUuid().orElse(null))
                .setMembers(membership.members().stream().map(PoolRows::toRow).toList())
                .setProposed(membership.proposed().stream().map(PoolRows::toRow).toList())
                .setStorage(membership.sharedStorage())
                .setHaEnabled(standing.ha().map(HaReading::enabled).orElse(null))
                .setHaReadAt(standing.ha().map(ha -> ha.at().toEpochMilli()).orElse(null))
                .setLastAnswer(standing.lastAnswer().map(Instant::toEpochMilli).orElse(null))
                .setEpoch(standing.epoch())
                .setLostTestified(standing.lostTestified())
                .setSaid(state.said())
                .setAlerts(state.alerts().open().values().stream()
                        .map(PoolRows::toRow)
                        .toList());
        RecoveryRows.fill(row, state);
        fillPolicy(row, state.policy());
        return row.build();
    }

    static PoolState toState(PoolRow row) {
        Membership membership = new Membership(
                row.getMembers().stream().map(PoolRows::toMember).toList(),
                row.getProposed().stream().map(PoolRows::toMember).toList(),
                row.getStorage());
        Standing standing = new Standing(
                row.getMaster(),
                row.getPoolUuid(),
                membership,
                row.getHaEnabled()
                        .map(enabled -> new HaReading(
                                enabled, Instant.ofEpochMilli(row.getHaReadAt().orElse(0L)))),
                row.getLastAnswer().map(Instant::ofEpochMilli),
                row.getEpoch(),
                row.getLostTestified());
        return new PoolState(
                standing,
                row.getSaid(),
                row.getRecovery().map(RecoveryRows::toRecovery),
                new Promotions(
                        row.getUnprovenPromotions(),
                        row.getPromotionAcceptedAt().map(Instant::ofEpochMilli)),
                RecoveryRows.toBudget(row),
                RecoveryRows.toConsents(row),
                AlertBook.of(row.getAlerts().stream().map(PoolRows::toAlert).toList()),
                toPolicy(row));
    }

    private static void fillPolicy(PoolRow.Builder row, PoolPolicy policy) {
        row.setMode(policy.getMode().name())
                .setAutoFence(policy.getAutoFence())
                .setPromoteWithoutFence(policy.getPromoteWithoutFence())
                .setHa(policy.getHa().name())
                .setHeartbeatMs(policy.getHeartbeatMs().orElse(null))
                .setDeadlineMs(policy.getDeadlineMs().orElse(null))
                .setBootAllowanceMs(policy.getBootAllowanceMs().orElse(null))
                .setPaused(policy.getPaused())
                .setMaintenanceUntil(
                        policy.getMaintenanceUntil().map(Instant::toEpochMilli).orElse(null))
                .setMaintenance(policy.getMaintenance().stream()
                        .map(window -> new WindowRow(
                                window.getHost(), window.getUntil().toEpochMilli()))
                        .toList());
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
                .setMaintenance(row.getMaintenance().stream()
                        .map(window -> new MaintenanceWindow(window.getHost(), Instant.ofEpochMilli(window.getUntil())))
                        .toList())
                .build();
    }

    private static MemberRow toRow(MemberId m) {
        return new MemberRow(m.uuid(), m.name(), m.address(), m.version(), m.enabled());
    }

    private static MemberId toMember(MemberRow row) {
        return new MemberId(row.getUuid(), row.getName(), row.getAddress(), row.getVersion(), row.getEnabled());
    }

    private static AlertRow toRow(OpenAlert a) {
        return AlertRow.newBuilder()
                .setKind(a.kind())
                .setHost(a.host().map(OpenAlert.Host::address).orElse(null))
                .setHostName(a.host().map(OpenAlert.Host::name).orElse(null))
                .setSeverity(a.severity().name())
                .setSummary(a.summary())
                .setStartsAt(a.startsAt().toEpochMilli())
                .setResolvedAt(a.resolvedAt().map(Instant::toEpochMilli).orElse(null))
                .setReopened(a.reopened())
                .setAcknowledgedBy(a.acknowledgedBy().orElse(null))
                .build();
    }

    /** Clean rounds are counted afresh after a restart: what was heard before is not trusted. */
    private static OpenAlert toAlert(AlertRow row) {
        return new OpenAlert(
                row.getKind(),
                row.getHost()
                        .map(address ->
                                new OpenAlert.Host(address, row.getHostName().orElse(address))),
                Severity.valueOf(row.getSeverity()),
                row.getSummary(),
                Instant.ofEpochMilli(row.getStartsAt()),
                Optional.empty(),
                row.getResolvedAt().map(Instant::ofEpochMilli),
                row.getReopened(),
                row.getAcknowledgedBy());
    }
}
