/**
 * Alerts: handed to those who listen, an Alertmanager or any receiver of signed webhooks.
 *
 * <p>{@link org.poolwarden.connect.alert.AlertSinkTask} is the thin shell for Kafka Connect. An Alertmanager is told a
 * state, again and again ({@link org.poolwarden.connect.alert.AlertmanagerSync}); a webhook is told events, once each
 * and in order ({@link org.poolwarden.connect.alert.WebhookTarget}).
 */
package org.poolwarden.connect.alert;
