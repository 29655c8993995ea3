package org.poolwarden.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poolwarden.schema.topic.Compatibility;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.AvroTrust;

/**
 * Released bytes stay readable. Each folder of {@code src/test/golden} is a release: the schema as it was written then,
 * and one record's bytes. Run with {@code -Dpoolwarden.rewrite=true} to write the folder {@link #CURRENT}
 * anew; a released folder is never written again.
 */
class GoldenBytesTest {

    private static final String CURRENT = "0.1";
    private static final Path GOLDEN = Path.of("src/test/golden");

    static {
        AvroTrust.install();
    }

    static Stream<Topic<?>> topics() {
        return Topics.defaults().all().stream().map(topic -> topic);
    }

    static Stream<Path> released() throws IOException {
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            return files.filter(file -> file.toString().endsWith(".hex")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    void todaysBytesAreTheGoldenOnes(Topic<?> topic) throws IOException {
        Path hex = GOLDEN.resolve(CURRENT).resolve(topic.type().getSimpleName() + ".hex");
        String bytes =
                HexFormat.of().formatHex(write(Samples.all().get(topic.type().getSimpleName())));
        if (Boolean.getBoolean("poolwarden.rewrite")) {
            Files.createDirectories(hex.getParent());
            Files.writeString(hex, bytes + "\n");
            Files.writeString(schemaOf(hex), topic.schema().toString() + "\n");
        }
        assertThat(Files.readString(hex).strip()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @MethodSource("released")
    void everyReleasedRecordIsReadAsItWasMeant(Path hex) throws IOException {
        String name = hex.getFileName().toString().replace(".hex", "");
        Schema written = new Schema.Parser().parse(Files.readString(schemaOf(hex)));
        Topic<?> topic = topic(name);

        SpecificRecord read = read(
                written,
                topic.schema(),
                HexFormat.of().parseHex(Files.readString(hex).strip()));

        SpecificRecord meant = Samples.all().get(name);
        assertThat(written.getFields()).isNotEmpty().allSatisfy(field -> assertThat(
                        read.get(topic.schema().getField(field.name()).pos()))
                .isEqualTo(meant.get(meant.getSchema().getField(field.name()).pos())));
    }

    @ParameterizedTest
    @MethodSource("released")
    void everyReleasedSchemaIsCompatibleAsItsTopicPromises(Path hex) throws IOException {
        Schema written = new Schema.Parser().parse(Files.readString(schemaOf(hex)));
        Topic<?> topic = topic(hex.getFileName().toString().replace(".hex", ""));

        assertThat(canRead(topic.schema(), written)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        if (topic.compatibility() == Compatibility.FULL_TRANSITIVE) {
            assertThat(canRead(written, topic.schema())).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        }
    }

    private static SchemaCompatibilityType canRead(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getType();
    }

    private static Topic<?> topic(String type) {
        return topics().filter(topic -> topic.type().getSimpleName().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static Path schemaOf(Path hex) {
        return hex.resolveSibling(hex.getFileName().toString().replace(".hex", ".avsc"));
    }

    private static byte[] write(SpecificRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static SpecificRecord read(Schema written, Schema reader, byte[] bytes) throws IOException {
        return new SpecificDatumReader<SpecificRecord>(written, reader, SpecificData.get())
                .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    }
}
