package org.poolwarden.connect.recovery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.pool.Instruments;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Reply;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.connect.pool.VmActivity;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiSession;
import org.poolwarden.xapi.redfish.PowerState;

/** What the world is asked right before an act. Each question ends by its deadline, and answers come on the timer. */
final class Questions {

    private final Rhythm rhythm;
    private final Instruments instruments;
    private final Timer timer;

    Questions(Rhythm rhythm, Instruments instruments, Timer timer) {
        this.rhythm = rhythm;
        this.instruments = instruments;
        this.timer = timer;
    }

    /** What a login on a host shows. Never fails; a session that is given is given back. */
    CompletionStage<Reply> role(PoolAccess pool, PoolHost host) {
        return instruments
                .xapi()
                .login(host.endpoint(), pool.credentials(), rhythm.deadline(), Connection.FRESH)
                .handleAsync(
                        (session, error) -> {
                            if (error != null) {
                                return Reply.of(XapiException.of(error));
                            }
                            instruments.xapi().logout(session, rhythm.deadline());
                            return Reply.MASTER;
                        },
                        timer);
    }

    /** What a host's BMC says; UNKNOWN where none is configured. Never fails. */
    CompletionStage<PowerState> power(PoolHost host) {
        return host.bmc()
                .map(bmc -> instruments.power().read(bmc, rhythm.deadline()))
                .orElseGet(() -> CompletableFuture.completedFuture(PowerState.UNKNOWN))
                .thenApplyAsync(state -> state, timer);
    }

    /** Which VMs do I/O on the host of a session; fails with an XapiException where it does not say. */
    CompletionStage<VmActivity> activity(XapiSession local) {
        return VmActivity.read(instruments.metrics(), local, rhythm.deadline())
                .thenApplyAsync(activity -> activity, timer);
    }
}
