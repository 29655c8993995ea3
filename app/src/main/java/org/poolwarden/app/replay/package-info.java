/**
 * Pools judged again from what the topics still hold, and what another policy would have changed. It reads, and writes
 * nothing.
 */
package org.poolwarden.app.replay;
