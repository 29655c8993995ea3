package org.poolwarden.app.trace;

import org.poolwarden.schema.DiskResource;
import org.poolwarden.schema.DiskSample;

/** Under which names the samples of a trace go. */
public record SampleSource(String pool, String host, String sr) {

    /** Empty samples, of which the columns are to be filled in. */
    DiskSample.Builder begin() {
        return DiskSample.newBuilder()
                .setPool(pool)
                .setHost(host)
                .setResource(DiskResource.SR)
                .setSr(sr)
                .setProductVersion("")
                .setXapiVersion("");
    }
}
