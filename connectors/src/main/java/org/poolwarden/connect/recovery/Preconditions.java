package org.poolwarden.connect.recovery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.HostIsSlave;
import org.poolwarden.xapi.redfish.PowerReader;
import org.poolwarden.xapi.redfish.PowerState;

/** What the world must still say right before a promotion: a command carries it as data, and is asked for it again. */
final class Preconditions {

    /** What a login on a host shows. */
    enum Role {
        MASTER,
        SLAVE,
        /** No TCP: nothing lives there that we could see. */
        GONE,
        /** It accepted TCP, and is not known to be a slave. */
        ALIVE
    }

    private final Rhythm rhythm;
    private final XapiClient client;
    private final PowerReader power;
    private final Timer timer;

    Preconditions(Rhythm rhythm, XapiClient client, PowerReader power, Timer timer) {
        this.rhythm = rhythm;
        this.client = client;
        this.power = power;
        this.timer = timer;
    }

    /**
     * Asks the old master, its BMC and the candidate.
     *
     * @return the candidate's role, MASTER or SLAVE; fails with a {@link Refusal}
     */
    CompletionStage<Role> ofPromotion(PoolAccess pool, PoolHost candidate, RecoveryCommand command) {
        return oldMasterCannotAct(pool, command)
                .thenCompose(proven -> role(pool, candidate))
                .thenApply(role -> {
                    if (role != Role.MASTER && role != Role.SLAVE) {
                        throw refused(candidate.name() + " does not answer as slave any more");
                    }
                    return role;
                });
    }

    private CompletionStage<Void> oldMasterCannotAct(PoolAccess pool, RecoveryCommand command) {
        if (command.getOldMaster().isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        String address = command.getOldMaster().get();
        PoolHost old = pool.at(address).orElseThrow(() -> refused("the old master " + address + " is not configured"));
        return role(pool, old).thenCompose(role -> proven(old, role, command.getProof()));
    }

    private CompletionStage<Void> proven(PoolHost old, Role role, Proof proof) {
        return switch (proof) {
            case IS_SLAVE -> demand(role == Role.SLAVE, old.name() + " does not answer as slave any more");
            case POWER_OFF -> demand(role == Role.GONE, old.name() + " shows a sign of life")
                    .thenCompose(gone -> isOff(old));
            case APPROVAL, POLICY -> demand(role == Role.GONE, old.name() + " shows a sign of life");
            case NONE, UNSPECIFIED -> demand(false, "the command carries no proof that " + old.name() + " cannot act");
        };
    }

    private CompletionStage<Void> isOff(PoolHost old) {
        if (old.bmc().isEmpty()) {
            return demand(false, old.name() + " has no BMC here that could say OFF again");
        }
        return power.read(old.bmc().get(), rhythm.deadline())
                .thenComposeAsync(
                        state -> demand(state == PowerState.OFF, "the BMC of " + old.name() + " says " + state), timer);
    }

    /** Never fails. A session that is given is given back. */
    CompletionStage<Role> role(PoolAccess pool, PoolHost host) {
        return client.login(host.endpoint(), pool.credentials(), rhythm.deadline(), Connection.FRESH)
                .handleAsync(
                        (session, error) -> {
                            if (error != null) {
                                return of(XapiException.of(error));
                            }
                            client.logout(session, rhythm.deadline());
                            return Role.MASTER;
                        },
                        timer);
    }

    private static Role of(XapiException trouble) {
        if (trouble instanceof HostIsSlave) {
            return Role.SLAVE;
        }
        return switch (trouble.kind()) {
            case CONNECTION_REFUSED, CONNECT_TIMED_OUT -> Role.GONE;
            case API_FAILURE, TLS_FAILED, CLOSED_BY_PEER, ANSWER_TIMED_OUT, BAD_ANSWER, ANSWER_TOO_LARGE -> Role.ALIVE;
        };
    }

    private static CompletionStage<Void> demand(boolean holds, String otherwise) {
        return holds ? CompletableFuture.completedFuture(null) : CompletableFuture.failedFuture(refused(otherwise));
    }

    private static Refusal refused(String reason) {
        return new Refusal(OutcomeResult.REFUSED, reason);
    }
}
