package org.poolwarden.connect.recovery;

import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.pool.Instruments;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.redfish.PowerSwitch;

/** All that this executor can do, by the kind of the command. */
final class Acts implements Act {

    private final Fencing fencing;
    private final Promotion promotion;
    private final SlaveRecovery slaveRecovery;
    private final Repointing repointing;
    private final DeathDeclaration deathDeclaration;
    private final GuestStart guestStart;
    private final Handover handover;

    Acts(ExecutorSettings settings, Instruments instruments, PowerSwitch powerSwitch, Timer timer) {
        XapiClient client = instruments.xapi();
        Rhythm rhythm = settings.rhythm();
        Questions questions = new Questions(rhythm, instruments, timer);
        Preconditions preconditions = new Preconditions(questions);
        OnHost onHost = new OnHost(settings, client, timer);
        OnMaster onMaster = new OnMaster(rhythm, client, timer);
        TaskWatch tasks = new TaskWatch(settings, client, timer);
        this.fencing = new Fencing(settings, questions, powerSwitch, timer);
        this.promotion = new Promotion(settings, client, questions, preconditions, onHost);
        this.slaveRecovery = new SlaveRecovery(settings, client, onMaster, tasks);
        this.repointing = new Repointing(settings, client, questions, onHost);
        this.deathDeclaration = new DeathDeclaration(settings, client, preconditions, onMaster, tasks);
        this.guestStart = new GuestStart(settings, client, preconditions, onMaster, tasks);
        this.handover = new Handover(settings, client, questions, onMaster, tasks);
    }

    @Override
    public CompletionStage<Ending> run(Order order) {
        return switch (order.command().getKind()) {
            case FENCE -> fencing.run(order);
            case PROMOTE -> promotion.run(order);
            case RECOVER_SLAVES -> slaveRecovery.run(order);
            case REPOINT -> repointing.run(order);
            case DECLARE_DEAD -> deathDeclaration.run(order);
            case START_VMS -> guestStart.run(order);
            case DESIGNATE -> handover.run(order);
            case UNSPECIFIED -> throw Refusal.because("the command does not say what to do");
        };
    }
}
