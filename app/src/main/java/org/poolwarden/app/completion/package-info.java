/**
 * What a shell offers after a tab: verbs and options as picocli has them, and beside them the names of pools as they are
 * now.
 */
package org.poolwarden.app.completion;
