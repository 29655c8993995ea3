/** Benchmarks: a package for each, and {@code paired} for how two of its variants are compared. */
package org.poolwarden.bench;
