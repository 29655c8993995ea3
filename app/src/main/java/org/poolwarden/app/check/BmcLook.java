package org.poolwarden.app.check;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.redfish.BmcEndpoint;
import org.poolwarden.xapi.redfish.PowerState;
import org.poolwarden.xapi.redfish.RedfishClient;

/** Does every BMC say what the power of its host is? */
record BmcLook(PoolAccess pool, HostLook hosts, RedfishClient redfish) {

    private static final int HTTPS = 443;

    void look(Consumer<CheckLine> lines) {
        pool.hosts().forEach(host -> host.bmc().ifPresent(bmc -> look(host, bmc, lines)));
        List<PoolHost> without =
                pool.hosts().stream().filter(host -> host.bmc().isEmpty()).toList();
        if (!without.isEmpty()) {
            lines.accept(CheckLine.warn(
                    "pool " + pool.name(),
                    "without BMC: " + without.stream().map(PoolHost::name).collect(Collectors.joining(", ")),
                    "when one of them is lost, a person must say that it is off; pools." + pool.name()
                            + ".bmc names BMCs"));
        }
    }

    private void look(PoolHost host, BmcEndpoint bmc, Consumer<CheckLine> lines) {
        String subject = "bmc " + pool.name() + "/" + host.name();
        URI base = bmc.base();
        HostEndpoint endpoint = new HostEndpoint(
                host.name(), base.getHost().replaceAll("[\\[\\]]", ""), base.getPort() < 0 ? HTTPS : base.getPort());
        if (!hosts.certificate(subject, endpoint, lines)) {
            return;
        }
        try {
            PowerState power = HostLook.answer(redfish.ask(bmc, hosts.deadline()));
            lines.accept(
                    power == PowerState.UNKNOWN
                            ? CheckLine.fail(
                                    subject, "does not know the power", "look at PowerState of its first system")
                            : CheckLine.ok(subject, "says that the power is " + power));
        } catch (XapiException e) {
            lines.accept(CheckLine.fail(
                    subject,
                    "does not tell the power: " + e.getMessage(),
                    "does it speak Redfish, and are pools." + pool.name() + ".bmc.user and .bmc.password right?"));
        }
    }
}
