/** What docker/ asks of Prometheus, held against what processes tell it. */
package org.poolwarden.app.metrics;
