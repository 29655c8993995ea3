/** How fast rehearsals run, beside real time. */
package org.poolwarden.bench.rehearsal;
