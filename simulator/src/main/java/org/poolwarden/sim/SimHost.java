package org.poolwarden.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One host: its power, its kernel, its VMs, and its toolstack. The verbs are what may happen to it. */
public final class SimHost {

    /** How long the hosts of a settled pool have been up. */
    private static final Duration LONG_AGO = Duration.ofDays(30);

    private final SimWorld world;
    private final SimPool pool;
    private final String name;
    private final String address;
    private final Toolstack toolstack;
    private final Set<String> runningVms = new TreeSet<>();
    private final Map<String, Instant> vmsSince = new HashMap<>();
    private boolean powered = true;
    private boolean booted = true;
    private boolean bmcAlive = true;
    private boolean haArmed;
    private final HostMetrics metrics;
    private Instant bootedAt;
    private Instant metricsSince;
    private Duration clockShift = Duration.ZERO;
    private int lives;
    private SimClock.Cancel boot = () -> {};

    SimHost(SimWorld world, SimPool pool, String name, String address) {
        this.world = world;
        this.pool = pool;
        this.name = name;
        this.address = address;
        this.toolstack = new Toolstack(world, pool, this);
        this.haArmed = pool.spec().haArmed();
        this.metrics = new HostMetrics(pool, this);
        this.bootedAt = world.clock().now();
        this.metricsSince = bootedAt.minus(LONG_AGO);
    }

    public String name() {
        return name;
    }

    /** Management address as other hosts know it. */
    public String address() {
        return address;
    }

    /** The host's name in the network: {@code pool/host}. */
    public String place() {
        return pool.name() + "/" + name;
    }

    public String uuid() {
        return Ids.uuid("host", place());
    }

    public String ref() {
        return Ids.ref("host", place());
    }

    public SimPool pool() {
        return pool;
    }

    public void powerOff() {
        if (powered) {
            powered = false;
            die("power lost");
        }
    }

    public void powerOn() {
        if (powered) {
            return;
        }
        powered = true;
        tell("powered on, boots");
        boot = world.clock().after(pool.spec().timing().boot(), () -> {
            booted = true;
            bootedAt = world.clock().now();
            metricsSince = bootedAt;
            vmsSince.clear();
            tell("booted");
            toolstack.start();
        });
    }

    /** The kernel is gone while the power stays on. */
    public void crash() {
        die("crashed");
    }

    private void die(String how) {
        boot.cancel();
        lives++;
        booted = false;
        runningVms.clear();
        toolstack.vanish();
        tell(how);
    }

    /** The toolstack accepts connections and says nothing; VMs run on. */
    public void hang() {
        toolstack.hang();
    }

    /** A hung toolstack goes on in the role it had. */
    public void wake() {
        toolstack.wake();
    }

    public void stopToolstack() {
        toolstack.stop("toolstack stopped");
    }

    public void startToolstack() {
        if (booted) {
            toolstack.start();
        }
    }

    public void restartToolstack() {
        toolstack.stop("toolstack restarts");
        startToolstack();
    }

    public void killBmc() {
        bmcAlive = false;
        tell("BMC stopped answering");
    }

    public void reviveBmc() {
        bmcAlive = true;
        tell("BMC answers again");
    }

    /** An admin at the console: {@code xe pool-emergency-transition-to-master}. */
    public void adminPromote() {
        told("pool.emergency_transition_to_master", toolstack.changes().emergencyTransitionToMaster());
    }

    /** An admin at the console: {@code xe pool-emergency-reset-master}. */
    public void adminRepoint(SimHost master) {
        told("pool.emergency_reset_master", toolstack.changes().emergencyResetMaster(master.address()));
    }

    /** What an admin at the console reads. */
    void told(String method, SimAnswer answer) {
        if (answer instanceof SimAnswer.Failure failure) {
            tell("refuses " + method + ": " + String.join(" ", failure.description()));
        }
    }

    /** An admin at the console: {@code xe pool-recover-slaves}, as soon as this host answers as master. */
    public void adminRecover() {
        if (toolstack.isAnswering() && toolstack.isMaster()) {
            toolstack.askItself("pool.recover_slaves", List.of());
        } else {
            world.clock().after(Duration.ofSeconds(1), this::adminRecover);
        }
    }

    /** An admin: {@code xe pool-designate-new-master}, asked of the master whom this host follows. */
    public void adminDesignate() {
        pool.masters().stream()
                .findFirst()
                .ifPresent(master -> master.toolstack.askItself("pool.designate_new_master", List.of(ref())));
    }

    /** An admin: shuts the host's VMs down, which {@code xe pool-eject} wants, and ejects it. */
    public void adminEject() {
        pool.masters().stream().filter(master -> master != this).findFirst().ifPresent(master -> {
            pool.guests().stream()
                    .filter(guest -> runningVms.contains(guest.name()))
                    .forEach(guest -> master.toolstack.askItself("VM.hard_shutdown", List.of(guest.ref(pool, "vm"))));
            master.toolstack.askItself("pool.eject", List.of(ref()));
        });
    }

    /** An admin: {@code xe pool-join} to the pool's present master. */
    public void adminJoin() {
        pool.masters().stream().filter(master -> master != this).findFirst().ifPresent(master -> {
            master.toolstack.database().join(this, world.clock().now());
            tell("joins the pool of " + master.name());
            toolstack.changes().emergencyResetMaster(master.address());
        });
    }

    /** Everything it had is gone, and it begins alone. */
    void leavePool() {
        tell("leaves its pool");
        toolstack.changes().leave();
    }

    /** The host's clock jumps. */
    public void shiftClock(Duration by) {
        clockShift = clockShift.plus(by);
        tell("clock " + (by.isNegative() ? "back " : "ahead ") + by.abs().toSeconds() + " s");
    }

    /** What the host's clock says. */
    Instant clock() {
        return world.clock().now().plus(clockShift);
    }

    /** Since when the host's own counters run, by its clock. */
    Instant metricsSince() {
        return metricsSince.plus(clockShift);
    }

    Instant runsSince(Guest guest) {
        return vmsSince.getOrDefault(guest.name(), metricsSince).plus(clockShift);
    }

    HostMetrics metrics() {
        return metrics;
    }

    Instant bootedAt() {
        return bootedAt;
    }

    /** Whether {@code failure} is the refusal of emergency mode, which comes before a request is looked at. */
    public boolean refusesEarly(SimAnswer.Failure failure) {
        return toolstack.emergency().filter(failure.description()::equals).isPresent();
    }

    /** Grows each time the kernel goes: TCP connections from before are gone then. */
    public int lives() {
        return lives;
    }

    public boolean isPowered() {
        return powered;
    }

    public boolean hasBmc() {
        return pool.spec().bmc().contains(name);
    }

    /** Names of the VMs that run here. */
    public Set<String> runningVms() {
        return Set.copyOf(runningVms);
    }

    /** As long as a pool has no VMs yet, its hosts run none: called once they are made. */
    void begin(SimHost master) {
        pool.guests().stream()
                .filter(guest -> guest.home().equals(name))
                .forEach(guest -> runningVms.add(guest.name()));
        toolstack.begin(master);
    }

    void run(Guest guest) {
        if (runningVms.add(guest.name())) {
            vmsSince.put(guest.name(), world.clock().now());
            tell("runs " + guest.name());
        }
    }

    void halt(Guest guest) {
        if (runningVms.remove(guest.name())) {
            tell("no longer runs " + guest.name());
        }
    }

    /** What this host's own memory says of HA: that decides, not the pool's database. */
    boolean isHaArmed() {
        return haArmed;
    }

    void setHaArmed(boolean armed) {
        haArmed = armed;
    }

    boolean isBmcAlive() {
        return bmcAlive;
    }

    /** Whether the kernel runs: then TCP is accepted. */
    public boolean isUp() {
        return powered && booted;
    }

    Toolstack toolstack() {
        return toolstack;
    }

    void tell(String what) {
        world.tell(pool.name(), name, what);
    }
}
