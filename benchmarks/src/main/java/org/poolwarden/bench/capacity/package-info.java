/** What a disk sample costs the capacity topology, beside a stream job of another maker that counts the same. */
package org.poolwarden.bench.capacity;
