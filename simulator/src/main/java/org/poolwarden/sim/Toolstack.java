package org.poolwarden.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One host's xapi: a process with a role that it has read at its start, and a file {@code pool.conf} that says what it
 * will be after the next one.
 */
final class Toolstack {

    private enum Process {
        STOPPED,
        STARTING,
        RUNNING,
        HUNG
    }

    /** A slave tells its master that it lives: {@code host.tickle_heartbeat}. */
    private static final Duration TICKLE = Duration.ofSeconds(30);

    private final SimWorld world;
    private final SimPool pool;
    private final SimHost host;
    private final XapiMethods methods;
    private final Set<CompletableFuture<SimAnswer>> open = new LinkedHashSet<>();
    private final List<Runnable> unread = new ArrayList<>();
    private PoolConf conf = PoolConf.MASTER;
    private PoolConf role = PoolConf.MASTER;
    private Process process = Process.RUNNING;
    private Optional<List<String>> emergency = Optional.empty();
    private MasterLink link;
    private PoolDatabase database;
    private Instant startedAt;
    private int starts;
    private int life;

    Toolstack(SimWorld world, SimPool pool, SimHost host) {
        this.world = world;
        this.pool = pool;
        this.host = host;
        this.methods = new XapiMethods(world, pool, host, this);
        this.startedAt = world.clock().now();
    }

    /** A host that has been up for long, in a pool where nothing is wrong. */
    void begin(SimHost master) {
        conf = master == host ? PoolConf.MASTER : PoolConf.slaveOf(master.address());
        role = conf;
        database = PoolDatabase.settled(pool, world.clock().now());
        link = new MasterLink(world, host, role);
        tickle();
    }

    CompletionStage<SimAnswer> serve(String method, List<Object> params) {
        return switch (process) {
            case STOPPED, STARTING -> CompletableFuture.completedFuture(new SimAnswer.Closed());
            case RUNNING -> answer(method, params);
            case HUNG -> {
                CompletableFuture<SimAnswer> later = opened(new CompletableFuture<>());
                unread.add(() -> answer(method, params).thenAccept(later::complete));
                yield later;
            }
        };
    }

    private CompletionStage<SimAnswer> answer(String method, List<Object> params) {
        CompletableFuture<SimAnswer> answer = opened(new CompletableFuture<>());
        methods.answer(method, params).thenAccept(answer::complete);
        return answer;
    }

    /** Keeps a call so that it breaks when the process goes away. */
    private CompletableFuture<SimAnswer> opened(CompletableFuture<SimAnswer> call) {
        open.add(call);
        call.whenComplete((answer, error) -> open.remove(call));
        return call;
    }

    void start() {
        if (process != Process.STOPPED) {
            return;
        }
        process = Process.STARTING;
        host.tell("toolstack starts");
        plan(pool.spec().timing().toolstackStart(), this::started);
    }

    private void started() {
        process = Process.RUNNING;
        startedAt = world.clock().now();
        starts++;
        role = conf;
        link = new MasterLink(world, host, role);
        if (role.isMaster()) {
            emergency = Optional.empty();
            database = PoolDatabase.ofNewMaster(pool, world.clock().now());
            host.tell("answers as master");
            new MasterStart(world, pool, host, this).check();
        } else {
            emergency = Optional.of(List.of("HOST_STILL_BOOTING"));
            host.tell("in emergency mode, looks for its master " + role.address());
            new SlaveStart(world, host, this).attempt();
        }
        tickle();
    }

    /** Ends the process; open calls break. */
    void stop(String why) {
        boolean ran = process != Process.STOPPED;
        end();
        if (ran) {
            host.tell(why);
        }
        List.copyOf(open).forEach(call -> call.complete(new SimAnswer.Closed()));
    }

    /** The host is gone, and every call with it, without a word. */
    void vanish() {
        end();
        open.clear();
    }

    private void end() {
        process = Process.STOPPED;
        life++;
        unread.clear();
        link.close();
        methods.forget();
    }

    void hang() {
        if (process == Process.RUNNING) {
            process = Process.HUNG;
            host.tell("toolstack hangs");
        }
    }

    void wake() {
        if (process == Process.HUNG) {
            process = Process.RUNNING;
            host.tell("toolstack goes on");
            List<Runnable> waiting = List.copyOf(unread);
            unread.clear();
            waiting.forEach(Runnable::run);
        }
    }

    /** {@code pool.emergency_transition_to_master}: writes pool.conf and lights the fuse. */
    SimAnswer emergencyTransitionToMaster() {
        return rewrite(PoolConf.MASTER, "told to become master");
    }

    /** {@code pool.emergency_reset_master}: writes pool.conf and lights the fuse; nothing when it is so already. */
    SimAnswer emergencyResetMaster(String address) {
        PoolConf wanted = PoolConf.slaveOf(address);
        return wanted.equals(conf) && wanted.equals(role)
                ? SimAnswer.success("")
                : rewrite(wanted, "told to follow " + address);
    }

    private SimAnswer rewrite(PoolConf next, String what) {
        if (pool.isHaArmed()) {
            return SimAnswer.failure("HA_IS_ENABLED");
        }
        conf = next;
        host.tell(what);
        plan(pool.spec().timing().fuse(), this::restart);
        return SimAnswer.success("");
    }

    /** Steps down because another host says that it is master. */
    void follow(String address) {
        conf = PoolConf.slaveOf(address);
        host.tell("steps down, " + address + " is master");
        restart();
    }

    private void restart() {
        stop("toolstack restarts");
        start();
    }

    void inEmergency(List<String> error) {
        emergency = Optional.of(List.copyOf(error));
    }

    void connected() {
        emergency = Optional.empty();
        host.tell("follows " + role.address());
    }

    private void tickle() {
        if (!role.isMaster() && emergency.isEmpty() && process == Process.RUNNING) {
            link.call(() -> SimAnswer.success(true));
        }
        plan(TICKLE, this::tickle);
    }

    /** Plans something that dies with this process. */
    void plan(Duration delay, Runnable action) {
        int mine = life;
        world.clock().after(delay, () -> {
            if (life == mine) {
                action.run();
            }
        });
    }

    boolean isListening() {
        return process == Process.RUNNING || process == Process.HUNG;
    }

    boolean isAnswering() {
        return process == Process.RUNNING;
    }

    boolean isMaster() {
        return isListening() && role.isMaster();
    }

    boolean follows(SimHost master) {
        return isListening()
                && emergency.isEmpty()
                && role.equals(PoolConf.slaveOf(master.address()))
                && world.reach(host.place(), master.address()) == Reach.OPEN
                && master.toolstack().isMaster();
    }

    PoolConf role() {
        return role;
    }

    Optional<List<String>> emergency() {
        return emergency;
    }

    XapiMethods methods() {
        return methods;
    }

    MasterLink link() {
        return link;
    }

    PoolDatabase database() {
        return database;
    }

    Instant startedAt() {
        return startedAt;
    }

    int starts() {
        return starts;
    }
}
