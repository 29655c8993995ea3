package org.poolwarden.failover;

import java.util.List;
import java.util.function.UnaryOperator;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Testimony;

/** What a host says in an interview. */
final class Speech {

    /** A master whose records nobody reads in this round. */
    static final UnaryOperator<HostHeartbeat.Builder> MASTER =
            heartbeat -> heartbeat.setAnswer(Answer.MASTER).setPoolUuid(Database.POOL_UUID);

    private Speech() {}

    static UnaryOperator<HostHeartbeat.Builder> slaveOf(String master) {
        return heartbeat -> heartbeat
                .setAnswer(Answer.SLAVE)
                .setMasterAddress(Database.address(master))
                .setTestimony(Testimony.CONNECTED);
    }

    /** A running slave that has lost its master: it answers at once, but its is_slave call stays open. */
    static UnaryOperator<HostHeartbeat.Builder> lost(String master) {
        return testifies(Testimony.LOST, master);
    }

    /** A slave that was not asked about its path in this round. */
    static UnaryOperator<HostHeartbeat.Builder> mute(String master) {
        return testifies(Testimony.ABSENT, master);
    }

    private static UnaryOperator<HostHeartbeat.Builder> testifies(Testimony testimony, String master) {
        return heartbeat -> slaveOf(master).apply(heartbeat).setTestimony(testimony);
    }

    static UnaryOperator<HostHeartbeat.Builder> masterOf(String otherPool) {
        return heartbeat -> heartbeat.setAnswer(Answer.MASTER).setPoolUuid(otherPool);
    }

    static UnaryOperator<HostHeartbeat.Builder> answers(Answer answer) {
        return heartbeat -> heartbeat.setAnswer(answer);
    }

    static UnaryOperator<HostHeartbeat.Builder> answers(Answer answer, Power power) {
        return answers(answer, power, 200);
    }

    static UnaryOperator<HostHeartbeat.Builder> answers(Answer answer, Power power, long ageMs) {
        return heartbeat -> heartbeat.setAnswer(answer).setPower(power).setPowerAgeMs(ageMs);
    }

    static UnaryOperator<HostHeartbeat.Builder> emergency(String error) {
        return heartbeat ->
                heartbeat.setAnswer(Answer.EMERGENCY).setError(error).setEmergency(true);
    }

    /** The same word, and that these VMs do I/O on the host. */
    static UnaryOperator<HostHeartbeat.Builder> writing(UnaryOperator<HostHeartbeat.Builder> word, String... vms) {
        return heartbeat -> word.apply(heartbeat).setActiveVms(List.of(vms));
    }
}
