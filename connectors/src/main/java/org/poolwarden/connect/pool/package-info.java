/** What all connectors share: which pools there are, how to log in, and the timer their state machines run on. */
package org.poolwarden.connect.pool;
