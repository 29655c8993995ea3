package org.poolwarden.bench.flink;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.kafka.common.serialization.Serde;
import org.poolwarden.capacity.Pane;
import org.poolwarden.capacity.stream.CapacityRows;

/** Panes in the rows in which poolwarden stores them; needed for checkpoints alone. */
public final class PanesSerializer extends RowSerializer<Panes> {

    private static final long serialVersionUID = 1;

    @Override
    public Panes createInstance() {
        return new Panes(0);
    }

    @Override
    public Panes copy(Panes from) {
        return from.copy();
    }

    @Override
    public void serialize(Panes panes, DataOutputView target) throws IOException {
        Serde<Pane> rows = CapacityRows.panes();
        List<Pane> all = panes.all();
        target.writeLong(panes.minute());
        target.writeInt(all.size());
        for (Pane pane : all) {
            write(rows, pane, target);
        }
    }

    @Override
    public Panes deserialize(DataInputView source) throws IOException {
        Serde<Pane> rows = CapacityRows.panes();
        Panes panes = new Panes(source.readLong());
        int size = source.readInt();
        for (int i = 0; i < size; i++) {
            panes.add(read(rows, source));
        }
        return panes;
    }

    @Override
    public TypeSerializerSnapshot<Panes> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Flink makes it by name when it restores. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Panes> {
        public Snapshot() {
            super(PanesSerializer::new);
        }
    }
}
