/** The codec: Confluent's wire format, through the Confluent Schema Registry client. */
package org.poolwarden.schema.wire;
