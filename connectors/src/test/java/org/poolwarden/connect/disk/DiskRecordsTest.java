package org.poolwarden.connect.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.poolwarden.connect.pool.DiskPlaces;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.schema.DiskResource;
import org.poolwarden.schema.DiskSample;
import org.poolwarden.xapi.DiskRecord;
import org.poolwarden.xapi.GuestRecord;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.HostRecord;
import org.poolwarden.xapi.PlugRecord;
import org.poolwarden.xapi.StorageRecord;
import org.poolwarden.xapi.rrd.RrdColumn;
import org.poolwarden.xapi.rrd.RrdExport;
import org.poolwarden.xapi.rrd.RrdExport.Row;

class DiskRecordsTest {

    private static final String SR = "caa66549-0000-4000-8000-000000000001";
    private static final PoolHost ALPHA =
            new PoolHost(new HostEndpoint("alpha", "10.0.0.1", 443), "10.0.0.1", Optional.empty());

    private final DiskPlaces places = new DiskPlaces(
            Map.of("h", new HostRecord("uuid-h", "alpha", "10.0.0.1", true, "m", "8.2.1", "1.249.26", "1.")),
            Map.of("s", new StorageRecord(SR, "disks", "nfs", true)),
            Map.of("p", new PlugRecord("h", "s", true)),
            Map.of("v", new GuestRecord("vm1", "files", "Running", "h", "", 0)),
            Map.of("d", new DiskRecord("v", "i", "xvda")),
            Map.of("i", "s"));

    @Test
    void aDiskOfAVmIsOneRecordWithItsStorageAndItsHostsVersion() {
        List<DiskSample> samples = of(
                places,
                Map.of(
                        "AVERAGE:vm:vm1:vbd_xvda_iops_read", 12.0,
                        "AVERAGE:vm:vm1:vbd_xvda_write", 4096.0,
                        "AVERAGE:vm:vm1:vbd_xvda_iowait", Double.NaN,
                        "AVERAGE:vm:vm1:cpu0", 0.5,
                        "MAX:vm:vm1:vbd_xvda_iops_read", 99.0));

        assertThat(samples).singleElement().satisfies(sample -> {
            assertThat(sample.getResource()).isEqualTo(DiskResource.VBD);
            assertThat(sample.getVm()).contains("vm1");
            assertThat(sample.getDevice()).contains("xvda");
            assertThat(sample.getSr()).contains(SR);
            assertThat(sample.getIopsRead()).contains(12.0);
            assertThat(sample.getWriteBytes()).contains(4096.0);
            assertThat(sample.getIowait()).as("NaN is no value").isEmpty();
            assertThat(sample.getXapiVersion()).isEqualTo("1.249.26");
            assertThat(sample.getT()).isEqualTo(Instant.ofEpochSecond(100));
        });
    }

    @Test
    void aStorageIsFoundByItsPrefixAmongThoseThatTheHostHas() {
        DiskSample sample = of(places, Map.of("AVERAGE:host:uuid-h:iops_write_caa66549", 7.0))
                .get(0);

        assertThat(sample.getResource()).isEqualTo(DiskResource.SR);
        assertThat(sample.getSrPrefix()).contains("caa66549");
        assertThat(sample.getSr()).contains(SR);
    }

    /** Two storages with the same eight characters: nobody is guessed. */
    @Test
    void anAmbiguousPrefixHasNoStorage() {
        DiskPlaces two = new DiskPlaces(
                places.hosts(),
                Map.of(
                        "s", new StorageRecord(SR, "disks", "nfs", true),
                        "t", new StorageRecord("caa66549-ffff-4000-8000-000000000001", "other", "nfs", true)),
                Map.of("p", new PlugRecord("h", "s", true), "q", new PlugRecord("h", "t", true)),
                Map.of(),
                Map.of(),
                Map.of());

        assertThat(of(two, Map.of("AVERAGE:host:uuid-h:read_caa66549", 7.0))
                        .get(0)
                        .getSr())
                .isEmpty();
    }

    @Test
    void aCacheIsARecordOfItsOwnInBytes() {
        DiskSample sample = of(places, Map.of("AVERAGE:host:uuid-h:sr_" + SR + "_cache_hits", 8192.0))
                .get(0);

        assertThat(sample.getResource()).isEqualTo(DiskResource.CACHE);
        assertThat(sample.getSr()).contains(SR);
        assertThat(sample.getCacheHitBytes()).contains(8192.0);
    }

    @Test
    void whileTheMasterHasNotToldPlacesAreEmptyAndTheVmIsAStranger() {
        Map<String, Double> row = Map.of("AVERAGE:vm:vm1:vbd_xvda_read", 1.0);

        DiskSample sample = of(DiskPlaces.UNKNOWN, row).get(0);
        assertThat(sample.getSr()).isEmpty();
        assertThat(sample.getXapiVersion()).isEmpty();
        assertThat(maker(DiskPlaces.UNKNOWN).meetsStrangers(export(row))).isTrue();
        assertThat(maker(places).meetsStrangers(export(row))).isFalse();
    }

    private static List<DiskSample> of(DiskPlaces places, Map<String, Double> row) {
        RrdExport export = export(row);
        return maker(places).of(export, export.rows().get(0));
    }

    private static DiskRecords maker(DiskPlaces places) {
        return new DiskRecords("closet", ALPHA, places);
    }

    private static RrdExport export(Map<String, Double> row) {
        List<String> names = row.keySet().stream().sorted().toList();
        double[] values = names.stream().mapToDouble(row::get).toArray();
        return new RrdExport(5, names.stream().map(RrdColumn::parse).toList(), List.of(new Row(100, values)));
    }
}
