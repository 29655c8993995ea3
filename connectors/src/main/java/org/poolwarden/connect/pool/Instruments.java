package org.poolwarden.connect.pool;

import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.redfish.PowerReader;
import org.poolwarden.xapi.rrd.MetricsReader;

/** What hosts are asked with: their API, their BMCs, their metrics. In a rehearsal each is simulated. */
public record Instruments(XapiClient xapi, PowerReader power, MetricsReader metrics) {}
