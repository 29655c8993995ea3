/**
 * What the operator's verbs share: the state of pools as the compacted topics tell it, a person's words and policies as
 * records, and what the processors make of them. There is no other database, and nobody's store is asked.
 */
package org.poolwarden.app.operate;
