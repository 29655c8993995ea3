/**
 * Looks at everything that poolwarden needs and changes nothing: configuration, Kafka and its rights, topics, registry,
 * Connect, and every host and BMC. Every look ends, whatever it finds, with lines that say what to do next.
 */
package org.poolwarden.app.check;
