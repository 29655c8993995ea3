package org.poolwarden.capacity.stream;

import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.poolwarden.capacity.SrFacts;
import org.poolwarden.capacity.VmPower;
import org.poolwarden.schema.EventOperation;
import org.poolwarden.schema.XapiEvent;
import org.poolwarden.schema.wire.BadRecordException;

/** Keeps of a pool's database what capacity rests on: its SRs, and which of its VMs run. */
final class ObjectTable implements Processor<String, XapiEvent, Void, Void> {

    private static final String SR = "sr";
    private static final String VM = "vm";

    private DatabaseStores stores;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        stores = new DatabaseStores(context);
    }

    @Override
    public void process(Record<String, XapiEvent> record) {
        XapiEvent event = record.value();
        if (!event.getPool().equals(record.key())) {
            throw new BadRecordException("an event of pool " + event.getPool() + " under the key " + record.key());
        }
        if (event.getOperation() == EventOperation.RESYNC) {
            stores.forget(event.getPool());
        } else if (event.getType().filter(SR::equals).isPresent()) {
            sr(event);
        } else if (event.getType().filter(VM::equals).isPresent()) {
            vm(event, Instant.ofEpochMilli(record.timestamp()));
        }
    }

    private void sr(XapiEvent event) {
        if (event.getOperation() == EventOperation.DEL) {
            event.getRef().ifPresent(ref -> stores.forgetSr(event.getPool(), ref));
        } else {
            SrFacts.of(event).ifPresent(sr -> stores.keep(event.getPool(), sr));
        }
    }

    private void vm(XapiEvent event, Instant at) {
        String pool = event.getPool();
        String ref = event.getRef().orElse("");
        if (event.getOperation() == EventOperation.DEL) {
            stores.forgetVm(pool, ref);
            return;
        }
        event.getPowerState()
                .ifPresent(state -> stores.keep(
                        pool,
                        ref,
                        stores.vm(pool, ref)
                                .map(before -> before.told(state, at))
                                .orElseGet(() -> VmPower.first(state, at))));
    }
}
