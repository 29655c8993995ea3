package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.sim.SimPower;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.redfish.BmcEndpoint;
import org.poolwarden.xapi.redfish.PowerReader;
import org.poolwarden.xapi.redfish.PowerState;
import org.poolwarden.xapi.redfish.PowerSwitch;

/** BMCs of the simulated world, by {@code bmc://address}. */
final class VirtualPower implements PowerReader, PowerSwitch {

    private final Timer timer;
    private final SimWorld world;
    private final String place;

    VirtualPower(Timer timer, SimWorld world, String place) {
        this.timer = timer;
        this.world = world;
        this.place = place;
    }

    @Override
    public CompletionStage<PowerState> read(BmcEndpoint bmc, Duration deadline) {
        CompletableFuture<PowerState> state = new CompletableFuture<>();
        Timer.Cancellable patience = timer.after(deadline, () -> state.complete(PowerState.UNKNOWN));
        world.power(place, bmc.base().getHost())
                .thenAcceptAsync(
                        power -> {
                            patience.cancel();
                            state.complete(power == SimPower.ON ? PowerState.ON : PowerState.OFF);
                        },
                        timer);
        return state;
    }

    @Override
    public CompletionStage<Void> forceOff(BmcEndpoint bmc, Duration deadline) {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        String address = bmc.base().getHost();
        boolean reached = world.reachesBmc(place, address);
        Timer.Cancellable patience = timer.after(
                deadline,
                () -> taken.completeExceptionally(
                        reached
                                ? new XapiException.AnswerTimedOut("the BMC is silent")
                                : new XapiException.ConnectTimedOut("the BMC is not there", null)));
        world.switchPower(place, address, SimPower.OFF)
                .thenAcceptAsync(
                        off -> {
                            patience.cancel();
                            taken.complete(null);
                        },
                        timer);
        return taken;
    }
}
