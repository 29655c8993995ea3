package org.poolwarden.sim;

import java.util.LinkedHashMap;
import java.util.Map;

/** What differs between releases of the toolstack, as far as a client can see it. */
public enum Release {
    /** Citrix Hypervisor 8.2 and XCP-ng 8.2. */
    V8_2("8.2.1", "2.16", "1.20", Export.BARE_KEYS, 1, false, false),
    /** The first whose metrics are JSON; numbers are text, and the rows stand inside of meta. */
    V23_31("8.3.0", "2.21", "23.31.0", Export.ROWS_IN_META, 1, true, false),
    /** XenServer 8 and XCP-ng 8.3. */
    V24_11("8.4.0", "2.21", "24.20.0", Export.TEXT_NUMBERS, 1, true, true),
    /** Counters of requests are not divided by the interval: they read five times too high. */
    V25_2("8.4.0", "2.21", "25.2.0", Export.TEXT_NUMBERS, 5, true, true),
    /** That is mended. */
    V25_31("8.4.0", "2.21", "25.31.0", Export.TEXT_NUMBERS, 1, true, true);

    /** The three shapes of {@code rrd_updates} in JSON. */
    public enum Export {
        /** No JSON at all: keys and NaN without quotes. */
        BARE_KEYS,
        /** Numbers are text, and {@code data} is a member of {@code meta}. */
        ROWS_IN_META,
        /** Numbers are text. */
        TEXT_NUMBERS
    }

    private final String product;
    private final String api;
    private final String xapi;
    private final Export export;
    private final int countersTimes;
    private final boolean headersLimited;
    private final boolean newMasterHoldsAllForLive;

    Release(
            String product,
            String api,
            String xapi,
            Export export,
            int countersTimes,
            boolean headersLimited,
            boolean newMasterHoldsAllForLive) {
        this.product = product;
        this.api = api;
        this.xapi = xapi;
        this.export = export;
        this.countersTimes = countersTimes;
        this.headersLimited = headersLimited;
        this.newMasterHoldsAllForLive = newMasterHoldsAllForLive;
    }

    /** {@code API_version_major.API_version_minor} */
    public String api() {
        return api;
    }

    /** {@code software_version} of a host, as XCP-ng's releases have it; only the newer ones tell xapi's build. */
    Map<String, String> software() {
        boolean isOld = this == V8_2;
        String[] numbers = xapi.split("\\.");
        Map<String, String> software = new LinkedHashMap<>();
        software.put("product_version", product);
        software.put("product_version_text", product.substring(0, product.lastIndexOf('.')));
        software.put("product_version_text_short", product.substring(0, product.lastIndexOf('.')));
        software.put("product_brand", "XCP-ng");
        software.put("platform_name", "XCP");
        software.put("platform_version", isOld ? "3.2.1" : "3.4.0");
        software.put("build_number", isOld ? "release/yangtze/master/58" : "cloud");
        software.put("hostname", "localhost");
        software.put("date", isOld ? "2023-10-18" : "2024-10-07");
        software.put("dbv", "0.0.1");
        software.put("xapi", numbers[0] + "." + numbers[1]);
        if (!isOld) {
            software.put("xapi_build", xapi);
        }
        software.put("xen", isOld ? "4.13.5-9.38" : "4.17.5-3");
        software.put("linux", "4.19.0+1");
        software.put("xencenter_min", api);
        software.put("xencenter_max", api);
        software.put("network_backend", "openvswitch");
        software.put("db_schema", isOld ? "5.603" : "5.783");
        return software;
    }

    public Export export() {
        return export;
    }

    /** By what {@code iops_*}, {@code io_throughput_*} and {@code iowait} are too high. */
    public int countersTimes() {
        return countersTimes;
    }

    /** Whether all headers of a request together may have 1024 bytes only. */
    public boolean isHeadersLimited() {
        return headersLimited;
    }

    /** Whether a new master holds hosts that it has not heard for live, for ten minutes; before, for dead. */
    boolean newMasterHoldsAllForLive() {
        return newMasterHoldsAllForLive;
    }
}
