package org.poolwarden.schema;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** One record of each topic with every field filled in. */
public final class Samples {

    private static final Instant NOW = Instant.parse("2026-11-22T20:00:05.123Z");
    private static final String MASTER = "10.0.0.1";
    private static final String SLAVE = "10.0.0.2";

    private Samples() {}

    /** By the simple name of the record's type. */
    public static Map<String, SpecificRecord> all() {
        return Map.ofEntries(
                Map.entry("HostHeartbeat", heartbeat()),
                Map.entry("XapiEvent", event()),
                Map.entry("DiskSample", diskSample()),
                Map.entry("PoolPolicy", policy()),
                Map.entry("OperatorAction", action()),
                Map.entry("Finding", finding()),
                Map.entry("Alert", alert()),
                Map.entry("RecoveryCommand", command()),
                Map.entry("RecoveryOutcome", outcome()),
                Map.entry("RecoveryRequest", request()),
                Map.entry("RecoveryGrant", grant()),
                Map.entry("PoolCheckpoint", checkpoint()),
                Map.entry("StorageProfile", profile()),
                Map.entry("CapacityReport", report()),
                Map.entry("PoolDemand", demand()));
    }

    public static HostHeartbeat heartbeat() {
        return HostHeartbeat.newBuilder()
                .setPool("closet")
                .setHost("alpha")
                .setAddress(MASTER)
                .setObserver("rack-a")
                .setIncarnation(1_795_377_600_000L)
                .setRound(7)
                .setHostsInRound(2)
                .setStartedAt(NOW)
                .setTookMs(41)
                .setAnswer(Answer.MASTER)
                .setMasterAddress(SLAVE)
                .setError("HOST_STILL_BOOTING")
                .setEmergency(false)
                .setLocalLoginError("SESSION_AUTHENTICATION_FAILED")
                .setTestimony(Testimony.CONNECTED)
                .setPower(Power.ON)
                .setPowerAgeMs(120L)
                .setPoolUuid("9f3c")
                .setHostUuid("77aa")
                .setAgentStartTime("1630403754.")
                .setClockOffsetMs(-350L)
                .setVersion("8.2.1")
                .setSnapshot(PoolSnapshot.newBuilder()
                        .setPoolUuid("9f3c")
                        .setPoolLabel("Closet")
                        .setMasterUuid("77aa")
                        .setHaEnabled(true)
                        .setHosts(List.of(Member.newBuilder()
                                .setUuid("77aa")
                                .setName("alpha")
                                .setAddress(MASTER)
                                .setEnabled(true)
                                .setLive(true)
                                .setVersion("8.2.1")
                                .setAgentStartTime("1630403754.")
                                .build()))
                        .setSharedStorage(List.of("lvmohba"))
                        .setVms(List.of(Guest.newBuilder()
                                .setUuid("0d8b")
                                .setName("files")
                                .setPowerState("Running")
                                .setResidentOn("77aa")
                                .setRestartPriority("restart")
                                .setOrder(1)
                                .setSharedDisks(true)
                                .build()))
                        .build())
                .setWitnessesAsked(2)
                .setWitnessesReached(1)
                .setOtherHostsAsked(4)
                .setOtherHostsAnswering(3)
                .setActiveVms(List.of("0d8b"))
                .build();
    }

    private static DiskSample diskSample() {
        return DiskSample.newBuilder()
                .setPool("closet")
                .setHost("alpha")
                .setResource(DiskResource.VBD)
                .setVm("0d8b")
                .setDevice("xvda")
                .setSr("caa66549-0000")
                .setSrPrefix("caa66549")
                .setT(Instant.parse("2026-11-22T20:00:05Z"))
                .setStepSeconds(5)
                .setProductVersion("8.2.1")
                .setXapiVersion("1.249.26")
                .setIopsRead(20.0)
                .setIopsWrite(80.0)
                .setReadBytes(163_840.0)
                .setWriteBytes(655_360.0)
                .setThroughputReadMib(0.15625)
                .setThroughputWriteMib(0.625)
                .setIowait(0.2)
                .setReadLatencyMicros(2000.0)
                .setWriteLatencyMicros(2100.0)
                .setLatencyMicros(2080.0)
                .setQueue(0.2)
                .setInflight(500.0)
                .setCacheBytes(1e9)
                .setCacheHitBytes(4096.0)
                .setCacheMissBytes(512.0)
                .build();
    }

    private static StorageProfile profile() {
        return StorageProfile.newBuilder()
                .setSr("caa66549-0000")
                .setName("shelf")
                .setDisks(8)
                .setDisk(DiskKind.RPM_15K)
                .setIopsPerDisk(150.0)
                .setRaid(RaidLevel.RAID_10)
                .setWritePenalty(2.0)
                .setWriteBackCache(false)
                .setFlatIops(720.0)
                .setAuthor("ada")
                .build();
    }

    private static CapacityReport report() {
        IopsFigures figures = new IopsFigures(400.0, 10.0, 380.0, 610.0, 690.0, 700.0);
        DiskConsumer consumer = new DiskConsumer("0d8b", "xvda", "alpha", "caa66549-0000", 90.0, 0.4, 2L);
        return CapacityReport.newBuilder()
                .setScope(ReportScope.SR)
                .setPool("closet")
                .setId("caa66549-0000")
                .setWindow(ReportWindow.ONE_HOUR)
                .setWindowStart(NOW)
                .setWindowEnd(NOW.plusSeconds(600))
                .setCoverage(0.95)
                .setSamples(114L)
                .setLate(2L)
                .setSources(2)
                .setStale(true)
                .setStaleSince(NOW)
                .setLastSampleAt(NOW)
                .setIopsRead(figures)
                .setIopsWrite(figures)
                .setIopsTotal(figures)
                .setReadShare(0.2)
                .setReadBytes(163_840.0)
                .setWriteBytes(655_360.0)
                .setMeanLatencyMs(2.5)
                .setOutstanding(1.0)
                .setCapacityFunctional(720.0)
                .setCapacityConserving(666.67)
                .setCapacityLearned(640.0)
                .setLearnedAbsence("NOT_ENOUGH_RANGE")
                .setUtilisation(0.91)
                .setUtilisationFunctional(0.85)
                .setUtilisationLearned(0.95)
                .setHeadroomIops(-76.7)
                .setPlannedUtilisation(0.8)
                .setFits(List.of(new DesktopFit("NORMAL", "STEADY", "PVS", 10.0, 3L)))
                .setRunwayLowDays(20.0)
                .setRunwayMidDays(31.5)
                .setRunwayHighDays(80.0)
                .setRunwayAbsence("NO_GROWTH_TREND")
                .setPhase(LoadPhase.LOGON_STORM)
                .setNoisy(List.of(consumer))
                .setBusiest(List.of(consumer))
                .setOffloadRatio(0.9)
                .setCacheHitRatio(0.75)
                .setCacheBytes(1e9)
                .setCorrected(List.of("FIVE_TIMES"))
                .setDropped(1L)
                .setProfileSource(ProfileSource.TOPIC)
                .setProfile("8 x RPM_15K at 150, RAID10")
                .setName("golden")
                .setSrType("lvmoiscsi")
                .setSrShared(true)
                .setUsedShare(0.45)
                .setLateSources(List.of(new LateSource("alpha", 3L)))
                .setParts(List.of(new CapacityPart("caa66549-0000", 400.0, 610.0, 720.0, 666.67, 0.91, -76.7)))
                .setWithoutProfile(List.of("77aa0000-0000"))
                .setComparedSince(NOW)
                .setSpread(1.2)
                .setWhatIf(List.of(new CacheScenario(
                        "CACHE_FAILED",
                        900.0,
                        0.5,
                        800.0,
                        1.125,
                        -260.0,
                        List.of(new DesktopFit("NORMAL", "STEADY", "MCS_INTELLICACHE", 12.0, 0L)))))
                .build();
    }

    private static PoolDemand demand() {
        return PoolDemand.newBuilder()
                .setPool("closet")
                .setMinute(29_921_280L)
                .setSlots(List.of(new DemandSlot(3, 80.0, 320.0, 300.0, 655_360.0, 2_621_440.0, 1.5)))
                .setCorrected(List.of("MINUTE_MEANS"))
                .setDropped(1L)
                .setComparedAnew(true)
                .setStandings(List.of(new PoolStanding(
                        "10m", new CapacityPart("closet", 400.0, 610.0, 720.0, 666.67, 0.91, -76.7), true)))
                .build();
    }

    private static XapiEvent event() {
        return XapiEvent.newBuilder()
                .setPool("closet")
                .setMaster("77aa")
                .setOperation(EventOperation.MOD)
                .setType("vm")
                .setRef("OpaqueRef:1")
                .setGeneration("100031")
                .setUuid("0d8b")
                .setName("web")
                .setLive(true)
                .setEnabled(false)
                .setPowerState("Running")
                .setResidentOn("OpaqueRef:2")
                .setAttached(true)
                .setPoolMaster("OpaqueRef:3")
                .setHaEnabled(false)
                .setSrType("lvmoiscsi")
                .setSrShared(true)
                .setSrPhysicalSize(2_000_000_000_000L)
                .setSrPhysicalUtilisation(900_000_000_000L)
                .setSnapshot("{\"uuid\":\"0d8b\"}")
                .setHeardAt(NOW)
                .build();
    }

    private static PoolPolicy policy() {
        return PoolPolicy.newBuilder()
                .setPool("closet")
                .setMode(Mode.AUTO)
                .setAutoFence(true)
                .setPromoteWithoutFence(true)
                .setHa(HaStatement.OFF)
                .setHeartbeatMs(5000L)
                .setDeadlineMs(2000L)
                .setBootAllowanceMs(600_000L)
                .setPaused(true)
                .setMaintenanceUntil(NOW)
                .setMaintenance(List.of(new MaintenanceWindow("gamma", NOW)))
                .setAuthor("ada")
                .setReason("grown trust")
                .build();
    }

    private static OperatorAction action() {
        return OperatorAction.newBuilder()
                .setId("a-1")
                .setPool("closet")
                .setKind(ActionKind.APPROVE)
                .setCommand(CommandKind.PROMOTE)
                .setHost("beta")
                .setVerifiedDown("alpha")
                .setEpoch(3L)
                .setAlertKey("closet/MASTER_LOST")
                .setAuthor("ada")
                .setReason("stood before it")
                .setAt(NOW)
                .build();
    }

    private static Finding finding() {
        return Finding.newBuilder()
                .setPool("closet")
                .setVerdict(VerdictKind.MASTER_LOST)
                .setHow(HowLost.POWERED_OFF)
                .setMaster(MASTER)
                .setHosts(List.of(MASTER))
                .setReason("alpha is off")
                .setAwaited("a proof")
                .setAwaitedUntil(NOW)
                .setEpoch(3)
                .setJudgedAt(NOW)
                .setCause("xen.heartbeats-3@41")
                .setEvidence(List.of(evidence()))
                .setWithheld(List.of(withheld()))
                .setAdvisories(List.of(new Advisory("BAD_CREDENTIALS", SLAVE, "beta refuses the password")))
                .setClaims(List.of(new MasterClaim(SLAVE, "beta", NOW, List.of("10.0.0.3"), true)))
                .setRecovery(
                        new RecoveryProgress("closet/3/PROMOTE/10.0.0.2", CommandKind.PROMOTE, SLAVE, "ACCEPTED", NOW))
                .build();
    }

    private static Alert alert() {
        return Alert.newBuilder()
                .setKey("closet/HOST_LOST/alpha")
                .setPool("closet")
                .setKind("HOST_LOST")
                .setHost(MASTER)
                .setHostName("alpha")
                .setState(AlertState.RESOLVED)
                .setSeverity(Severity.CRITICAL)
                .setSummary("alpha is gone")
                .setStartsAt(NOW)
                .setEndsAt(NOW.plusSeconds(60))
                .setEvidence(List.of(evidence()))
                .setWithheld(List.of(withheld()))
                .setRunbook(List.of("xe host-list"))
                .setEpoch(3)
                .setReopened(true)
                .setAcknowledgedBy("ada")
                .setJudgedAt(NOW)
                .setCause("tick")
                .build();
    }

    private static RecoveryCommand command() {
        return RecoveryCommand.newBuilder()
                .setId("closet/3/PROMOTE/10.0.0.2")
                .setPool("closet")
                .setKind(CommandKind.PROMOTE)
                .setHost(SLAVE)
                .setHostName("beta")
                .setEpoch(3)
                .setIssuedAt(NOW)
                .setNotAfter(NOW.plusSeconds(60))
                .setOldMaster(MASTER)
                .setProof(Proof.POWER_OFF)
                .setApproval("a-1")
                .setExpectedRole(Answer.SLAVE)
                .setExpected(List.of("10.0.0.3"))
                .setHostUuid("77bb")
                .setMaster(MASTER)
                .setVms(List.of("55ee"))
                .setCause("xen.heartbeats-3@41")
                .setReason("alpha is off")
                .build();
    }

    private static PoolCheckpoint checkpoint() {
        return PoolCheckpoint.newBuilder()
                .setPool("closet")
                .setAt(NOW)
                .setReason(CheckpointReason.LAGGED)
                .setUnjudgedSince(NOW)
                .setAfter("xen.heartbeats-3@41")
                .setPositions(Map.of("xen.heartbeats", 41L))
                .setPartition(3)
                .setRow(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .build();
    }

    private static RecoveryRequest request() {
        return new RecoveryRequest("closet/3", "closet", RequestKind.ASK, true, NOW);
    }

    private static RecoveryGrant grant() {
        return new RecoveryGrant("closet/3", "closet", true, 1, 2, 5, NOW);
    }

    private static RecoveryOutcome outcome() {
        return RecoveryOutcome.newBuilder()
                .setCommandId("closet/3/PROMOTE/10.0.0.2")
                .setPool("closet")
                .setKind(CommandKind.PROMOTE)
                .setHost(SLAVE)
                .setResult(OutcomeResult.ACCEPTED)
                .setDetail("XAPI said Success")
                .setRecovered(List.of("10.0.0.3"))
                .setAt(NOW)
                .build();
    }

    private static Evidence evidence() {
        return Evidence.newBuilder()
                .setObserver("rack-a")
                .setHost("alpha")
                .setAddress(MASTER)
                .setRound(7)
                .setAnswer(Answer.UNREACHABLE)
                .setMasterAddress(SLAVE)
                .setTestimony(Testimony.ABSENT)
                .setPower(Power.OFF)
                .setMisses(2)
                .setAt(NOW)
                .setTopic("xen.heartbeats")
                .setPartition(3)
                .setOffset(41)
                .build();
    }

    private static WithheldCommand withheld() {
        return new WithheldCommand(CommandKind.PROMOTE, SLAVE, Guard.FENCE_PROOF, "a BMC that says OFF");
    }
}
