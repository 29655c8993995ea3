package org.poolwarden.app.demo;

import static org.poolwarden.app.demo.Scene.seconds;

import java.time.Duration;
import java.util.List;
import org.poolwarden.app.timeline.Note;
import org.poolwarden.app.timeline.Note.Kind;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.PoolPolicy;

/** The master accepts connections and answers nothing; it may wake as a second master, so its BMC takes its power first. */
final class HungMaster implements Story {

    private static final String OLD = "alpha";
    private static final List<String> OTHERS = List.of("beta", "gamma");

    @Override
    public List<String> hosts() {
        return List.of(OLD, OTHERS.get(0), OTHERS.get(1));
    }

    @Override
    public void allow(PoolPolicy.Builder policy) {
        policy.setAutoFence(true);
    }

    @Override
    public void play(Scene scene) throws Spoiled, InterruptedException {
        DemoPool pool = scene.pool();
        scene.tell("Three hosts with a BMC each, %s is master. The policy allows to take a lost master's power.", OLD);
        scene.awaitSettledOn(OLD, Duration.ZERO);
        scene.tell(
                "%s hangs: it pings, 443 accepts, nothing is answered. Its VMs may still write, and it may wake up.",
                OLD);
        pool.happens(world -> world.host(OLD).hang());
        Note hung = scene.await(Kind.WORLD, "toolstack hangs", Duration.ZERO);
        Note lost = scene.await(Kind.FINDING, "MASTER_LOST", hung.at());
        Note fence = scene.await(Kind.COMMAND, "FENCE", lost.at());
        scene.check(scene.count(Kind.COMMAND, "PROMOTE") == 0, "a promotion came before the fence");
        Note off = scene.await(Kind.WORLD, "power lost", fence.at());
        scene.tell("Only now that the power is read back as off, somebody else may be master.");
        Note command = scene.await(Kind.COMMAND, "PROMOTE", off.at());
        String chosen = String.join("", command.hosts());
        Note succeeded = scene.await("PROMOTE", OutcomeResult.SUCCEEDED, command.at());
        scene.await(Kind.RESOLVED, "MASTER_LOST", command.at());
        scene.tell("Somebody switches %s on again.", OLD);
        pool.happens(world -> world.host(OLD).powerOn());
        Note settled = scene.awaitSettledOn(chosen, succeeded.at());
        scene.check(OTHERS.contains(chosen), "expected one of " + OTHERS + " to be promoted, was " + chosen);
        scene.checkRuledBy(chosen);
        scene.tell(
                "Detected after %.1f s, fenced %.1f s later, recovered after %.1f s, settled after %.1f s.",
                seconds(hung, lost), seconds(lost, off), seconds(hung, succeeded), seconds(hung, settled));
    }
}
