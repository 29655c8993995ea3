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
import java.util.function.Supplier;

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
    private final RoleChanges changes;
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
        this.changes = new RoleChanges(world, pool, host, this);
        this.methods = new XapiMethods(world, pool, host, this);
        this.startedAt = world.clock().now();
    }

    /** A host that has been up for long, in a pool where nothing is wrong. */
    void begin(SimHost master) {
        changes.write(master == host ? PoolConf.MASTER : PoolConf.slaveOf(master.address()));
        role = changes.conf();
        database = PoolDatabase.settled(pool, world.clock().now());
        link = new MasterLink(world, host, role, this::restart);
        tickle();
        if (role.isMaster()) {
            new DatabaseCopies(pool, host, this).begin();
        }
    }

    CompletionStage<SimAnswer> serve(String method, List<Object> params) {
        return serve(() -> methods.answer(method, params));
    }

    /** {@code GET /rrd_updates}: xapi checks who asks before it hands the question on. */
    CompletionStage<SimAnswer> serve(MetricsQuery query, Access access) {
        return serve(() -> methods.metrics(query, access));
    }

    private CompletionStage<SimAnswer> serve(Supplier<CompletionStage<SimAnswer>> question) {
        return switch (process) {
            case STOPPED, STARTING -> CompletableFuture.completedFuture(new SimAnswer.Closed());
            case RUNNING -> answer(question);
            case HUNG -> {
                CompletableFuture<SimAnswer> later = opened(new CompletableFuture<>());
                unread.add(() -> answer(question).thenAccept(later::complete));
                yield later;
            }
        };
    }

    private CompletionStage<SimAnswer> answer(Supplier<CompletionStage<SimAnswer>> question) {
        CompletableFuture<SimAnswer> answer = opened(new CompletableFuture<>());
        question.get().thenAccept(answer::complete);
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
        boolean wasMaster = role.isMaster();
        role = changes.conf();
        link = new MasterLink(world, host, role, this::restart);
        if (role.isMaster()) {
            emergency = Optional.empty();
            database.startAsMaster(pool.spec().release(), world.clock().now());
            if (database.isHaEnabled() && !host.isHaArmed()) {
                database.setHaEnabled(false);
            }
            host.tell("answers as master");
            if (!wasMaster) {
                methods.began();
            }
            new DatabaseCopies(pool, host, this).begin();
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

    void restart() {
        stop("toolstack restarts");
        start();
    }

    void inEmergency(List<String> error) {
        emergency = Optional.of(List.copyOf(error));
    }

    /** A slave's start is over: its master knows it, and it has a fresh copy of that one's database. */
    void connected(SimHost master) {
        emergency = Optional.empty();
        Toolstack ruling = master.toolstack();
        ruling.database.connected(host, world.clock().now());
        database = ruling.copied();
        host.tell("follows " + role.address());
    }

    /** A copy of the database as a slave gets it. */
    private PoolDatabase copied() {
        return database.copy(methods.generation().orElse(database.generation()));
    }

    void replaceDatabase(PoolDatabase next) {
        database = next;
    }

    /** A slave gets a fresh copy of this master's database. */
    void copyTo(SimHost slave) {
        slave.toolstack().database = copied();
    }

    /** Somebody at this host's own console asks it; nobody waits for the answer. */
    void askItself(String method, List<Object> args) {
        if (isAnswering() && role.isMaster()) {
            methods.answerTheConsole(method, args);
        }
    }

    private void tickle() {
        if (!role.isMaster() && emergency.isEmpty() && process == Process.RUNNING) {
            link.master().ifPresent(master -> master.toolstack()
                    .database
                    .heard(host, world.clock().now()));
            link.use();
        }
        if (role.isMaster()) {
            methods.collect();
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

    /** What changes the role that this host will have after its next restart. */
    RoleChanges changes() {
        return changes;
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
