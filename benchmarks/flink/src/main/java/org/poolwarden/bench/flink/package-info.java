/** The capacity topology's panes and sketches as a Flink job, for {@code benchmarks/run capacity --flink}. */
package org.poolwarden.bench.flink;
