package org.poolwarden.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poolwarden.capacity.stream.row.DiskPastRow;
import org.poolwarden.capacity.stream.row.FrontierRow;
import org.poolwarden.capacity.stream.row.HistoryRow;
import org.poolwarden.capacity.stream.row.PaneRow;
import org.poolwarden.capacity.stream.row.RollUpRow;
import org.poolwarden.capacity.stream.row.SrRow;
import org.poolwarden.capacity.stream.row.VmPowerRow;
import org.poolwarden.failover.stream.row.FleetRow;
import org.poolwarden.failover.stream.row.PoolRow;
import org.poolwarden.failover.stream.row.WatchRow;
import org.poolwarden.schema.PoolDemand;
import org.poolwarden.schema.PoolStanding;

/**
 * Rows that an older release wrote stay readable. Run with {@code -Dpoolwarden.rewrite=true} after a row's schema has
 * changed: that keeps it as the next version, with golden bytes. A version that is kept is never written again.
 */
class RowVersionsTest {

    private static final Path SCHEMAS = Path.of("src/main/resources/org/poolwarden/shell/rows");
    private static final Path GOLDEN = Path.of("src/test/golden/rows");

    static Stream<Class<? extends SpecificRecord>> types() {
        return Stream.of(
                DiskPastRow.class,
                FleetRow.class,
                FrontierRow.class,
                HistoryRow.class,
                PaneRow.class,
                PoolDemand.class,
                PoolRow.class,
                PoolStanding.class,
                RollUpRow.class,
                SrRow.class,
                VmPowerRow.class,
                WatchRow.class);
    }

    @ParameterizedTest
    @MethodSource("types")
    void theLatestVersionIsTodaysSchema(Class<? extends SpecificRecord> type) throws IOException {
        Schema present = SpecificData.get().getSchema(type);
        List<Schema> kept = keptOnDisk(present.getName());
        if (Boolean.getBoolean("poolwarden.rewrite")
                && (kept.isEmpty() || !last(kept).equals(present))) {
            Files.writeString(schemaFile(present.getName(), kept.size() + 1), present.toString() + "\n");
            kept = keptOnDisk(present.getName());
        }
        if (Boolean.getBoolean("poolwarden.rewrite") && Files.notExists(golden(present.getName(), kept.size()))) {
            String hex = HexFormat.of().formatHex(bytes(last(kept), kept.size()));
            Files.writeString(golden(present.getName(), kept.size()), hex + "\n");
        }
        assertThat(kept).isNotEmpty();
        assertThat(last(kept)).isEqualTo(present);
    }

    @ParameterizedTest
    @MethodSource("types")
    void aRowOfEveryVersionIsReadAsItWasMeant(Class<? extends SpecificRecord> type) throws IOException {
        String name = SpecificData.get().getSchema(type).getName();
        List<Schema> kept = RowVersions.kept(name);
        for (int version = 1; version <= kept.size(); version++) {
            byte[] golden = HexFormat.of()
                    .parseHex(Files.readString(golden(name, version)).strip());
            Schema written = kept.get(version - 1);

            SpecificRecord read = new RowBytes<>(type).read(golden);

            assertThat(golden).as("%s, version %d", name, version).isEqualTo(bytes(written, version));
            RowSamples.assertMeans(read, RowSamples.of(written));
        }
    }

    @Test
    void aVersionThatNobodyKnowsIsRefusedByName() {
        assertThatThrownBy(() -> new RowBytes<>(SrRow.class).read(new byte[] {99, 0}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("SrRow")
                .hasMessageContaining("not 99");
        assertThatThrownBy(() -> new RowBytes<>(SrRow.class).read(new byte[0]))
                .isInstanceOf(SerializationException.class);
    }

    private static byte[] bytes(Schema written, int version) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(version);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(written).write(RowSamples.of(written), encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static List<Schema> keptOnDisk(String name) throws IOException {
        List<Schema> kept = new java.util.ArrayList<>();
        while (Files.exists(schemaFile(name, kept.size() + 1))) {
            kept.add(new Schema.Parser().parse(Files.readString(schemaFile(name, kept.size() + 1))));
        }
        return kept;
    }

    private static Schema last(List<Schema> kept) {
        return kept.get(kept.size() - 1);
    }

    private static Path schemaFile(String name, int version) {
        return SCHEMAS.resolve(name + "." + version + ".avsc");
    }

    private static Path golden(String name, int version) {
        return GOLDEN.resolve(name + "." + version + ".hex");
    }
}
