package org.poolwarden.xapi;

/**
 * {@code VM.get_all_records}: one VM that is neither a template, a snapshot nor a control domain. Texts are empty where
 * the field is missing.
 *
 * @param powerState Halted, Paused, Running or Suspended
 * @param residentOnRef reference of the host; {@code OpaqueRef:NULL} where it runs nowhere
 * @param restartPriority {@code ha_restart_priority}: restart, best-effort or empty
 * @param order of its start among those that restart; 0 for any
 */
public record GuestRecord(
        String uuid, String nameLabel, String powerState, String residentOnRef, String restartPriority, long order) {

    static GuestRecord of(Fields fields) {
        return new GuestRecord(
                fields.text("uuid"),
                fields.text("name_label"),
                fields.text("power_state"),
                fields.text("resident_on"),
                fields.text("ha_restart_priority"),
                fields.number("order"));
    }

    static boolean isGuest(Fields fields) {
        return !fields.flag("is_a_template") && !fields.flag("is_control_domain") && !fields.flag("is_a_snapshot");
    }
}
