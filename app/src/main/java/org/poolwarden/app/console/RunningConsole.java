package org.poolwarden.app.console;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.poolwarden.app.console.login.Person;
import org.poolwarden.app.console.login.Role;
import org.poolwarden.app.console.login.Users;
import org.poolwarden.app.embedded.Parts;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.TopicFollower;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.app.run.Reach;
import org.poolwarden.schema.topic.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A console from its start to its end: the topics' follower, what pages are told, and the server. */
public final class RunningConsole implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningConsole.class);

    /** Interviews come every few seconds: older ones tell of hosts that are gone. */
    private static final Duration FRESH = Duration.ofMinutes(2);

    private static final long SPEAK_MS = 250;
    private static final long ASK_SECONDS = 20;

    private final Parts parts = new Parts();
    private ConsoleServer server;

    private RunningConsole() {}

    /**
     * Starts it; pages say so while the topics are still read for the first time.
     *
     * @throws Trouble for settings that are not safe, a port in use, or a Kafka that does not answer
     */
    public static RunningConsole start(ConsoleSettings settings, Reach reach, Clock clock) throws Trouble {
        RunningConsole console = new RunningConsole();
        try {
            console.startParts(settings.checked(), reach, clock);
            return console;
        } catch (Trouble | RuntimeException e) {
            console.close();
            throw e;
        }
    }

    private void startParts(ConsoleSettings settings, Reach reach, Clock clock) throws Trouble {
        Optional<Users> users = Optional.empty();
        if (settings.users().isPresent()) {
            users = Optional.of(Users.read(settings.users().get()));
        }
        Board board = new Board();
        TopicFollower follower = follow(board, reach, clock);
        Pulse pulse = new Pulse(follower::hasCaughtUp, follower::trouble);
        LiveFeed feed = new LiveFeed();
        Routes routes = new Routes(
                new Routes.Sources(board, new TopicsDesk(board, reach, clock), feed, pulse),
                new Gate(settings, new Person(System.getProperty("user.name"), Role.OPERATOR)),
                users,
                clock);
        server = parts.add(ConsoleServer.start(settings, routes));
        parts.add(feed);
        Herald herald = new Herald(board, pulse, feed);
        every(SPEAK_MS, TimeUnit.MILLISECONDS, "herald", herald::speak);
        Cluster cluster = parts.add(Cluster.open(reach, clock, LOG::warn));
        every(ASK_SECONDS, TimeUnit.SECONDS, "pulse", () -> pulse.ask(cluster));
        follower.start();
        parts.add(follower);
    }

    private static TopicFollower follow(Board board, Reach reach, Clock clock) {
        Topics topics = reach.topics();
        return new TopicFollower(reach, clock)
                .on(topics.findings(), Optional.empty(), board::finding)
                .on(topics.alerts(), Optional.empty(), board::alert)
                .on(topics.policies(), Optional.empty(), board::policy)
                .on(topics.operatorActions(), Optional.empty(), board::word)
                .on(topics.commands(), Optional.empty(), board::command)
                .on(topics.outcomes(), Optional.empty(), board::outcome)
                .on(topics.events(), Optional.empty(), board::event)
                .on(topics.heartbeats(), Optional.of(clock.instant().minus(FRESH)), board::heartbeat)
                .on(topics.capacityReports(), Optional.empty(), board::report)
                .on(topics.storageProfiles(), Optional.empty(), board::profile);
    }

    private void every(long period, TimeUnit unit, String name, Runnable task) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(run -> {
            Thread thread = new Thread(run, name);
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(() -> guarded(name, task), 0, period, unit);
        parts.add(timer::shutdownNow);
    }

    /** A task that throws would never run again. */
    private static void guarded(String name, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("the {} stumbled", name, e);
        }
    }

    public String url() {
        return server.url();
    }

    @Override
    public void close() {
        parts.close();
    }
}
