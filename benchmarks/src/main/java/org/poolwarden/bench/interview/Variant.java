package org.poolwarden.bench.interview;

import org.apache.kafka.connect.source.SourceConnector;
import org.poolwarden.connect.heartbeat.HeartbeatConnector;

/** What takes turns: two transports, each with every host answering and with some hosts hung. */
enum Variant {
    POOLWARDEN("poolwarden", HeartbeatConnector.class, false),
    POOLWARDEN_HUNG("poolwarden, some hung", HeartbeatConnector.class, true),
    STOCK("stock", StockHeartbeatConnector.class, false),
    STOCK_HUNG("stock, some hung", StockHeartbeatConnector.class, true);

    private final String title;
    private final Class<? extends SourceConnector> connector;
    private final boolean hung;

    Variant(String title, Class<? extends SourceConnector> connector, boolean hung) {
        this.title = title;
        this.connector = connector;
        this.hung = hung;
    }

    String title() {
        return title;
    }

    Class<? extends SourceConnector> connector() {
        return connector;
    }

    boolean someHang() {
        return hung;
    }
}
