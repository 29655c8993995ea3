/** Poolwarden's topics on a broker: which are missing, what differs from how they are made, and making it so. */
package org.poolwarden.app.topics;
