/**
 * From an address to an installation: whose certificate is it, who are the pool's members, and the files that the
 * processors and the connectors are configured with. A password is sent to nobody whose certificate a person has not
 * accepted, and lies in no file but one that only its owner reads.
 */
package org.poolwarden.app.init;
