/**
 * How many hosts one Connect worker interviews, how fast, and for how much CPU.
 *
 * <p>Three processes: simulated hosts, the worker, and this one with Kafka. {@link
 * org.poolwarden.bench.interview.Interviews} is the command.
 */
package org.poolwarden.bench.interview;
