package org.poolwarden.app.demo;

import static org.poolwarden.app.demo.Scene.seconds;

import java.time.Duration;
import java.util.List;
import org.poolwarden.app.timeline.Note;
import org.poolwarden.app.timeline.Note.Kind;
import org.poolwarden.schema.OutcomeResult;

/** Sunday, 8 pm: the master loses its power, the survivor is promoted, the old master comes back as its slave. */
final class LostMaster implements Story {

    private static final String OLD = "alpha";
    private static final String NEW = "beta";

    @Override
    public List<String> hosts() {
        return List.of(OLD, NEW);
    }

    @Override
    public void play(Scene scene) throws Spoiled, InterruptedException {
        DemoPool pool = scene.pool();
        scene.tell(
                "Two hosts, %s is master. Every %d s each of them is interviewed over XAPI.",
                OLD, DemoPool.HEARTBEAT.toSeconds());
        scene.awaitSettledOn(OLD, Duration.ZERO);
        scene.tell("Sunday, 8 pm: %s loses its power. The VMs on %s run on, and nobody can manage them.", OLD, NEW);
        pool.happens(world -> world.host(OLD).powerOff());
        Note off = scene.await(Kind.WORLD, "power lost", Duration.ZERO);
        Note lost = scene.await(Kind.FINDING, "MASTER_LOST", off.at());
        Note command = scene.await(Kind.COMMAND, "PROMOTE", off.at());
        scene.await("PROMOTE", OutcomeResult.ACCEPTED, off.at());
        Note succeeded = scene.await("PROMOTE", OutcomeResult.SUCCEEDED, off.at());
        scene.await(Kind.RESOLVED, "MASTER_LOST", off.at());
        scene.tell(
                "The pool can be managed again. Now somebody repairs %s and switches it on: it still believes to be"
                        + " master.",
                OLD);
        pool.happens(world -> world.host(OLD).powerOn());
        Note settled = scene.awaitSettledOn(NEW, succeeded.at());
        scene.checkRuledBy(NEW);
        long promotions = scene.count(Kind.COMMAND, "PROMOTE");
        scene.check(promotions == 1, "expected exactly one PROMOTE, saw " + promotions);
        scene.tell(
                "Detected %.1f s after the power loss, command %.0f ms after the verdict, recovered after %.1f s,"
                        + " settled with the old master as slave after %.1f s.",
                seconds(off, lost), seconds(lost, command) * 1000, seconds(off, succeeded), seconds(off, settled));
    }
}
