/**
 * How calls travel for real: HTTPS with deadlines to the last byte, byte caps and pinned certificates, and XAPI's
 * XML-RPC through a parser that refuses everything it need not read.
 */
package org.poolwarden.xapi.transport;
