package org.poolwarden.app;

import java.util.concurrent.Callable;
import org.poolwarden.app.operate.Format;
import org.poolwarden.app.operate.PauseSwitch;
import org.poolwarden.app.operate.PoolChoice;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.Signature;
import org.poolwarden.app.operate.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code poolwarden resume}: the end of a pause. */
@Command(
        name = "resume",
        description = "Resumes paused pools. What has become due meanwhile is judged again at once.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:resumed, and the processors know it; or nothing was paused",
            "1:you said no, or somebody changed the policy meanwhile",
            "2:wrong usage or configuration, or no such pool",
            "3:Kafka, the registry or the processors did not answer in time"
        })
final class Resume implements Callable<Integer> {

    @Mixin
    private Session session;

    @Mixin
    private Format format;

    @Mixin
    private Signature signature;

    @Mixin
    private PoolChoice pools;

    @Override
    public Integer call() throws Trouble, InterruptedException {
        return new PauseSwitch(session, format, signature).turn(pools, false);
    }
}
