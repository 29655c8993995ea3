/**
 * Seeded simulation: a storyteller draws a scenario from a seed, the rehearsal plays it, and invariants compare what was
 * decided with the truth of the simulated world. A story that breaks one is shrunk to a small scenario file.
 */
package org.poolwarden.app.soak;
