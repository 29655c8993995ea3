/** What somebody who mistyped a word is told, wherever words are read. */
package org.poolwarden.app.spelling;
