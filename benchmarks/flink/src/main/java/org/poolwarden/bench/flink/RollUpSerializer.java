package org.poolwarden.bench.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.kafka.common.serialization.Serde;
import org.poolwarden.capacity.RollUp;
import org.poolwarden.capacity.Subject;
import org.poolwarden.capacity.Window;
import org.poolwarden.capacity.stream.RollUpRows;
import org.poolwarden.schema.ReportScope;

/** Running windows in the rows in which poolwarden stores them; needed for checkpoints alone. */
public final class RollUpSerializer extends RowSerializer<RollUp> {

    private static final long serialVersionUID = 1;

    @Override
    public RollUp createInstance() {
        return new RollUp(new Subject(ReportScope.FLEET, "", ""), Window.TEN_MINUTES, 0);
    }

    /** It goes on changing, and so the copy must share nothing with it. */
    @Override
    public RollUp copy(RollUp from) {
        Serde<RollUp> rows = RollUpRows.serde();
        return rows.deserializer().deserialize("", rows.serializer().serialize("", from));
    }

    @Override
    public void serialize(RollUp window, DataOutputView target) throws IOException {
        write(RollUpRows.serde(), window, target);
    }

    @Override
    public RollUp deserialize(DataInputView source) throws IOException {
        return read(RollUpRows.serde(), source);
    }

    @Override
    public TypeSerializerSnapshot<RollUp> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Flink makes it by name when it restores. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RollUp> {
        public Snapshot() {
            super(RollUpSerializer::new);
        }
    }
}
