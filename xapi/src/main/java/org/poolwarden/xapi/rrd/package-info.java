/** A host's own metrics, {@code GET /rrd_updates}: the query, the table, and a parser for every shape it has had. */
package org.poolwarden.xapi.rrd;
