package org.poolwarden.sim;

import java.util.Set;
import java.util.TreeSet;

/** One host: its power, its kernel, its VMs, and its toolstack. The verbs are what may happen to it. */
public final class SimHost {

    private final SimWorld world;
    private final SimPool pool;
    private final String name;
    private final String address;
    private final Toolstack toolstack;
    private final Set<String> runningVms = new TreeSet<>();
    private boolean powered = true;
    private boolean booted = true;
    private boolean bmcAlive = true;
    private int lives;
    private SimClock.Cancel boot = () -> {};

    SimHost(SimWorld world, SimPool pool, String name, String address) {
        this.world = world;
        this.pool = pool;
        this.name = name;
        this.address = address;
        this.toolstack = new Toolstack(world, pool, this);
        for (int i = 1; i <= pool.spec().vmsOn(name); i++) {
            runningVms.add(name + "-vm" + i);
        }
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
        toolstack.emergencyTransitionToMaster();
    }

    /** An admin at the console: {@code xe pool-emergency-reset-master}. */
    public void adminRepoint(SimHost master) {
        toolstack.emergencyResetMaster(master.address());
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

    boolean isBmcAlive() {
        return bmcAlive;
    }

    /** Whether the kernel runs: then TCP is accepted. */
    boolean isUp() {
        return powered && booted;
    }

    Toolstack toolstack() {
        return toolstack;
    }

    void tell(String what) {
        world.tell(pool.name(), name, what);
    }
}
