/** The topics: names, keys, values and settings. Nowhere else is a topic's name written down. */
package org.poolwarden.schema.topic;
