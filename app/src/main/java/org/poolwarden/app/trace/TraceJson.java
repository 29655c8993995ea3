package org.poolwarden.app.trace;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.poolwarden.capacity.FunctionalIops;
import org.poolwarden.sim.trace.Figures;
import org.poolwarden.sim.trace.Oddities;
import org.poolwarden.sim.trace.RateTrace;
import org.poolwarden.sim.trace.RequestTrace;
import org.poolwarden.sim.trace.Slot;
import org.poolwarden.sim.trace.Trace;

/** What a trace comes to, for a program; nothing is rounded. */
public final class TraceJson {

    private final Optional<FunctionalIops> disks;

    public TraceJson(Optional<FunctionalIops> disks) {
        this.disks = disks;
    }

    public ObjectNode of(Trace trace, String sr) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("sr", sr)
                .put("format", trace.format().word());
        if (trace instanceof RequestTrace requests) {
            requests(node, requests);
        } else if (trace instanceof RateTrace rates) {
            rates(node, rates);
        }
        Oddities odd = trace.oddities();
        node.put("outOfOrder", odd.outOfOrder()).put("corrupt", odd.corrupt()).put("malformed", odd.malformed());
        odd.examples().forEach(example -> node.withArray("examples").add(example.toString()));
        return node;
    }

    private void requests(ObjectNode node, RequestTrace trace) {
        Slot total = trace.total();
        node.put("requests", total.requests())
                .put("reads", total.reads().requests())
                .put("writes", total.writes().requests())
                .put("readBytes", total.reads().bytes())
                .put("writeBytes", total.writes().bytes())
                .put("seconds", trace.duration().toNanos() / 1e9)
                .put("meanIops", trace.meanIops())
                .put("readShare", trace.readShare())
                .put("emptySlots", trace.slots().empty());
        put(node, "iops5s", trace.slots().perSecond(Slot::requests));
        put(node, "iops5sRead", trace.slots().perSecond(slot -> slot.reads().requests()));
        put(node, "iops5sWrite", trace.slots().perSecond(slot -> slot.writes().requests()));
        put(node, "iops10s", trace.slots().merged(2).perSecond(Slot::requests));
        put(node, "iops60s", trace.slots().merged(12).perSecond(Slot::requests));
        trace.responses().millis().ifPresent(millis -> put(node, "responseMs", millis));
        trace.underWay().ifPresent(queue -> node.put("underWay", queue));
        trace.busyShare().ifPresent(busy -> node.put("busyShare", busy));
        disks.ifPresent(known -> node.put("capacityFunctional", known.feller(trace.readShare()))
                .put("capacityConserving", known.conserved(trace.readShare())));
    }

    private static void rates(ObjectNode node, RateTrace trace) {
        node.put("stepSeconds", trace.step().toSeconds());
        trace.ofAll(rate -> rate.speed().iops()).ifPresent(all -> put(node, "iopsOfAll", all));
        trace.ofAll(rate -> rate.speed().readBytes()).ifPresent(all -> put(node, "readBytesOfAll", all));
        trace.ofAll(rate -> rate.speed().writeBytes()).ifPresent(all -> put(node, "writeBytesOfAll", all));
        ObjectNode devices = node.putObject("devices");
        trace.devices().keySet().forEach(name -> {
            ObjectNode device = devices.putObject(name);
            trace.of(name, rate -> rate.speed().iops()).ifPresent(iops -> put(device, "iops", iops));
            trace.greatest(name, rate -> rate.load().queue()).ifPresent(queue -> device.put("queueMax", queue));
            trace.greatest(name, rate -> rate.load().awaitMillis()).ifPresent(wait -> device.put("awaitMsMax", wait));
            trace.greatest(name, rate -> rate.load().busyPercent()).ifPresent(busy -> device.put("busyMax", busy));
        });
    }

    private static void put(ObjectNode node, String name, Figures figures) {
        node.putObject(name)
                .put("n", figures.count())
                .put("mean", figures.mean())
                .put("p50", figures.p50())
                .put("p95", figures.p95())
                .put("p99", figures.p99())
                .put("max", figures.max());
    }
}
