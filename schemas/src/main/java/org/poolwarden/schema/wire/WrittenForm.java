package org.poolwarden.schema.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** What bytes say by the schema that they were written with, whether or not a reader of today understands it. */
final class WrittenForm {

    private static final ObjectMapper JSON = new ObjectMapper();

    private WrittenForm() {}

    /** Empty when the bytes are no record of that schema, or not of it alone. */
    static Optional<JsonNode> of(byte[] bytes, Schema schema) {
        try {
            BinaryDecoder decoder =
                    DecoderFactory.get().binaryDecoder(bytes, WireCodec.HEADER, bytes.length - WireCodec.HEADER, null);
            Object value = new GenericDatumReader<>(schema).read(null, decoder);
            return decoder.isEnd() ? Optional.of(JSON.readTree(GenericData.get().toString(value))) : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro tells a record as JSON", e);
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            return Optional.empty();
        }
    }
}
