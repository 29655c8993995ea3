/** Figures of variants that took turns on one machine: medians, ratios, and when a ratio says nothing. */
package org.poolwarden.bench.paired;
