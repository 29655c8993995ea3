/**
 * Recovery: carries commands out over XAPI, after asking the world once more.
 *
 * <p>{@link org.poolwarden.connect.recovery.RecoverySinkTask} is the thin shell for Kafka Connect; {@link
 * org.poolwarden.connect.recovery.RecoveryExecutor} decides and acts, in real or in virtual time.
 */
package org.poolwarden.connect.recovery;
