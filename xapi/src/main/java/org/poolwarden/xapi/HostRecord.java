package org.poolwarden.xapi;

/**
 * {@code host.get_all_records}: one host. Texts are empty where the field is missing.
 *
 * @param metricsRef reference of its host_metrics record
 * @param productVersion {@code software_version:product_version}
 * @param xapiVersion {@code software_version:xapi_build}, on older releases {@code xapi}
 * @param agentStartTime {@code other_config:agent_start_time}, a float with a trailing dot, by the host's clock
 */
public record HostRecord(
        String uuid,
        String nameLabel,
        String address,
        boolean enabled,
        String metricsRef,
        String productVersion,
        String xapiVersion,
        String agentStartTime) {

    static HostRecord of(Fields fields) {
        Fields software = fields.inner("software_version");
        String build = software.text("xapi_build");
        return new HostRecord(
                fields.text("uuid"),
                fields.text("name_label"),
                fields.text("address"),
                fields.flag("enabled"),
                fields.text("metrics"),
                software.text("product_version"),
                build.isEmpty() ? software.text("xapi") : build,
                fields.inner("other_config").text("agent_start_time"));
    }
}
