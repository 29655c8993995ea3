package org.poolwarden.bench.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.kafka.common.serialization.Serde;

/** A Flink serializer of what has a serde: its bytes, after their number. */
abstract class RowSerializer<T> extends TypeSerializerSingleton<T> {

    private static final long serialVersionUID = 1;
    private static final int NOT_FIXED = -1;

    static <V> void write(Serde<V> serde, V value, DataOutputView target) throws IOException {
        byte[] bytes = serde.serializer().serialize("", value);
        target.writeInt(bytes.length);
        target.write(bytes);
    }

    static <V> V read(Serde<V> serde, DataInputView source) throws IOException {
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        return serde.deserializer().deserialize("", bytes);
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return NOT_FIXED;
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }
}
