package org.poolwarden.connect.pool;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.redfish.PowerReader;
import org.poolwarden.xapi.redfish.PowerSwitch;
import org.poolwarden.xapi.redfish.RedfishClient;
import org.poolwarden.xapi.rrd.HttpsMetricsReader;
import org.poolwarden.xapi.transport.BoundedHttp;
import org.poolwarden.xapi.transport.HttpsXapiTransport;
import org.poolwarden.xapi.transport.TcpDoors;

/** What a task needs to speak with its pools and with Kafka, made from one configuration. */
public final class PoolClients implements AutoCloseable {

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final List<PoolAccess> pools;
    private final Rhythm rhythm;
    private final Topics topics;
    private final WireCodec codec;
    private final RealTimer timer;
    private final BoundedHttp http;

    /**
     * @param name of the timer's thread
     * @throws org.apache.kafka.common.config.ConfigException listing every wrong field at once
     */
    public PoolClients(String name, ConfigDef def, Map<String, String> props) {
        this.pools = PoolsConfig.pools(def, props);
        AbstractConfig config = new AbstractConfig(def, props, false);
        this.rhythm = new Rhythm(
                Duration.ofMillis(config.getInt(PoolsConfig.HEARTBEAT_MS)),
                Duration.ofMillis(config.getInt(PoolsConfig.DEADLINE_MS)));
        this.topics = RecordsConfig.topics(config);
        this.codec = RecordsConfig.codec(config);
        this.timer = new RealTimer(name);
        this.http = new BoundedHttp(TrustConfig.trust(config));
    }

    public List<PoolAccess> pools() {
        return pools;
    }

    public Rhythm rhythm() {
        return rhythm;
    }

    public Topics topics() {
        return topics;
    }

    public WireCodec codec() {
        return codec;
    }

    public RealTimer timer() {
        return timer;
    }

    public XapiClient xapi() {
        return new XapiClient(new HttpsXapiTransport(http));
    }

    public TcpDoors doors() {
        return http.doors();
    }

    public PowerReader power() {
        return new RedfishClient(http);
    }

    /** For who wants to know why a BMC does not answer. */
    public RedfishClient bmcs() {
        return new RedfishClient(http);
    }

    public PowerSwitch powerSwitch() {
        return new RedfishClient(http);
    }

    /** All that hosts are asked with. */
    public Instruments instruments() {
        return new Instruments(xapi(), power(), new HttpsMetricsReader(http));
    }

    /** Closes when the sessions that are given back now have had time to be. */
    public void closeSoon() {
        timer.after(LAST_WORDS, this::close);
    }

    @Override
    public void close() {
        timer.close();
        http.close();
    }
}
