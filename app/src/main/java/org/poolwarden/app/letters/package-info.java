/**
 * Dead letters: what did not decode, or was not accepted, as bytes with the reason in headers; and putting one back once
 * its reason is gone. What has been put back stands beside the letter, written in the same transaction.
 */
package org.poolwarden.app.letters;
