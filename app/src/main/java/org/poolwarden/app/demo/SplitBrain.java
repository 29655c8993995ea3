package org.poolwarden.app.demo;

import static org.poolwarden.app.demo.Scene.seconds;

import java.time.Duration;
import java.util.List;
import org.poolwarden.app.timeline.Note;
import org.poolwarden.app.timeline.Note.Kind;
import org.poolwarden.sim.SimNetwork;

/** A cable is cut, somebody promotes a second master by hand, and the cable is mended. */
final class SplitBrain implements Story {

    private static final String OLD = "alpha";
    private static final String LOYAL = "beta";
    private static final String NEW = "gamma";
    private static final List<String> OTHERS = List.of(NEW, "delta", "epsilon");

    @Override
    public List<String> hosts() {
        return List.of(OLD, LOYAL, NEW, "delta", "epsilon");
    }

    @Override
    public void play(Scene scene) throws Spoiled, InterruptedException {
        DemoPool pool = scene.pool();
        scene.tell("Five hosts, %s is master.", OLD);
        scene.awaitSettledOn(OLD, Duration.ZERO);
        scene.tell(
                "A cable is cut: %s and %s are here no more, for the others as for us. Their power is on, so nobody is"
                        + " promoted: from here a dead master and a cut cable look alike.",
                OLD, LOYAL);
        pool.cut(List.of(OLD, LOYAL), OTHERS);
        Note lost = scene.await(Kind.FINDING, "MASTER_LOST", Duration.ZERO);
        scene.await(
                "PROMOTE to be withheld",
                lost.at(),
                note -> note.is(Kind.WITHHELD, "PROMOTE") && note.detail().equals("FENCE_PROOF"));
        scene.check(scene.count(Kind.COMMAND, "PROMOTE") == 0, "somebody was promoted without proof");
        scene.tell("Somebody at the console of %s does not want to wait, and promotes it by hand.", NEW);
        pool.happens(world -> {
            world.host(NEW).adminPromote();
            world.host(NEW).adminRecover();
        });
        follows(scene, "delta", lost.at());
        follows(scene, "epsilon", lost.at());
        scene.tell("The cable is mended. Now two hosts hold themselves for the master of one pool.");
        pool.happens(world -> world.network().heal(SimNetwork.EVERYWHERE, SimNetwork.EVERYWHERE));
        Note split = scene.await(Kind.ALERT, "SPLIT_BRAIN", lost.at());
        scene.tell(
                "Three of five follow %s: the slave of the other one is told first, then the other one itself.", NEW);
        Note first = repoint(scene, LOYAL, split.at());
        Note second = repoint(scene, OLD, first.at());
        Note settled = scene.awaitSettledOn(NEW, second.at());
        scene.await(Kind.RESOLVED, "SPLIT_BRAIN", second.at());
        scene.checkRuledBy(NEW);
        scene.tell("One master %.1f s after the split was seen, and no promotion of ours.", seconds(split, settled));
    }

    private static void follows(Scene scene, String host, Duration from) throws Spoiled, InterruptedException {
        scene.await(
                host + " to follow " + NEW,
                from,
                note -> note.kind() == Kind.ANSWER
                        && note.hosts().contains(host)
                        && note.what().startsWith("SLAVE of " + NEW));
    }

    private static Note repoint(Scene scene, String host, Duration from) throws Spoiled, InterruptedException {
        return scene.await(
                "REPOINT of " + host,
                from,
                note -> note.is(Kind.COMMAND, "REPOINT") && note.hosts().contains(host));
    }
}
